import type { DocumentsConfig } from '#config/config.ts';
import { invalidInput, RollcallError } from '#domain/errors.ts';

/** How a request says what is to be executed: by its text, by the id of a trusted document, or both. */
export interface DocumentReference {
  readonly query: string | undefined;
  readonly documentId: string | undefined;
}

/** The text to execute; undefined where the request names none. Throws what refuses it. */
export type FindDocument = (reference: DocumentReference) => string | undefined;

/** Documents known before they are asked for. Nothing that callers send is ever added to them. */
export function createFindDocument({ byId, only }: DocumentsConfig): FindDocument {
  const texts = new Set(byId.values());
  return ({ query, documentId }) => {
    if (documentId !== undefined) return textOf(documentId, query, { byId, only });
    if (only && query !== undefined && !texts.has(query)) {
      throw new RollcallError(
        'FORBIDDEN',
        'Expected the documentId of a trusted document: others are not executed here, and this one is none of them.',
      );
    }
    return query;
  };
}

function textOf(
  documentId: string,
  query: string | undefined,
  { byId, only }: DocumentsConfig,
): string | undefined {
  const text = spellingsOf(documentId)
    .map((id) => byId.get(id))
    .find((found) => found !== undefined);
  if (text !== undefined && (query === undefined || query === text)) return text;
  if (query !== undefined) {
    throw invalidInput(
      'Expected a query or the id of a trusted document; got both, and they differ. Documents cannot be registered ' +
        'here: send the query alone.',
    );
  }
  throw new RollcallError(
    'NOT_FOUND',
    only
      ? 'No trusted document has this id. Have the document added to documents.file.'
      : 'No trusted document has this id. Send the query itself, or have the document added to documents.file.',
  );
}

const prefix = 'sha256:';

/** As it was sent first; tools disagree on whether a hash is marked as one. */
function spellingsOf(documentId: string): string[] {
  const other = documentId.startsWith(prefix) ? documentId.slice(prefix.length) : `${prefix}${documentId}`;
  return [documentId, other];
}
