/**
 * Foreman's search language (scoped_search; foreman.md 2.3). It hardly ever refuses: broken text means "all rows",
 * an empty list a search for people whose name holds the word `id`. So nothing is sent that is not built here.
 */

/** Longest search, percent-encoded: with path, order and paging it stays under 6,000 bytes (foreman.md 3). */
const maxEncodedLength = 5600;
/** A search is a tree of `or`s; how many one may hold is not documented. */
const maxLoginTerms = 100;
/** Largest value of the id column; a larger one in a search is a 500 (foreman.md 2.3). */
const maxSearchableId = 2_147_483_647;

const idForm = /^(?:0|[1-9]\d*)$/u;

/** Whether text can be a native id: a number in its only spelling. What is not never goes into a path. */
export function isNativeId(text: string): boolean {
  return idForm.test(text) && text.length <= 19;
}

export function isSearchableId(id: string): boolean {
  return isNativeId(id) && Number(id) <= maxSearchableId;
}

/** Whether an account can have this login at all; what is not asked for cannot break a search. */
export function canBeLogin(login: string): boolean {
  return (
    login !== '' &&
    login.length <= 255 &&
    login.trim() === login &&
    login.isWellFormed() &&
    !/\p{Cc}/u.test(login)
  );
}

/** A value in double quotes, in which a backslash escapes. */
export function quote(value: string): string {
  return `"${value.replaceAll(/[\\"]/gu, String.raw`\$&`)}"`;
}

/** `id ^ (5,8,9)`; must not be given an empty list. */
export function inIds(field: 'id' | 'role_id', ids: readonly string[]): string {
  if (ids.length === 0) throw new Error('An empty list in a search finds people by chance.');
  return `${field} ^ (${ids.join(',')})`;
}

/**
 * Finds a login whatever its case, and others that contain it: compare the rows. The first pair of backslashes is
 * the pattern's, the second the quotes'. `%` and `*` would switch off the substring search.
 */
export function likeLogin(login: string): string {
  const variants = caseVariants(login);
  if (variants.length > 0) return `login ^ (${variants.map(quote).join(',')})`;
  const pattern = login.replaceAll(/[\\_]/gu, String.raw`\$&`).replaceAll(/[%*]/gu, '_');
  return `login ~ ${quote(pattern)}`;
}

/** Every spelling of a login of one or two letters, for which a substring search would give half of all accounts. */
function caseVariants(login: string): readonly string[] {
  const letters = Array.from(login);
  if (letters.length > 2 || login.includes(',')) return [];
  return letters.reduce<readonly string[]>(
    (spellings, letter) =>
      [...new Set([letter, letter.toLowerCase(), letter.toUpperCase()])].flatMap((spelling) =>
        spellings.map((start) => start + spelling),
      ),
    [''],
  );
}

/** Searches that together find all of the accounts, each short enough for a URL; none for nothing. */
export function accountSearches(ids: readonly string[], logins: readonly string[]): readonly string[] {
  const idTerms = chunkIds(ids).map((chunk) => inIds('id', chunk));
  const searches: string[] = [];
  let terms: string[] = [];
  let loginTerms = 0;
  const finish = (): void => {
    if (terms.length > 0) searches.push(terms.join(' or '));
    terms = [];
    loginTerms = 0;
  };
  for (const term of idTerms) {
    if (terms.length > 0) finish();
    terms.push(term);
  }
  for (const login of logins) {
    const term = likeLogin(login);
    const length = encodedLength([...terms, term].join(' or '));
    if (terms.length > 0 && (length > maxEncodedLength || loginTerms >= maxLoginTerms)) finish();
    terms.push(term);
    loginTerms += 1;
  }
  finish();
  return searches;
}

/** Ids in lists each short enough for one search. */
export function chunkIds(ids: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let chunk: string[] = [];
  let length = 0;
  for (const id of ids) {
    // A comma is three bytes when encoded; the rest of the room is for the field and what it is joined with.
    const added = id.length + 3;
    if (chunk.length > 0 && length + added > maxEncodedLength - 100) {
      chunks.push(chunk);
      chunk = [];
      length = 0;
    }
    chunk.push(id);
    length += added;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

function encodedLength(text: string): number {
  return encodeURIComponent(text).length;
}
