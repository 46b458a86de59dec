/** Traces of the inside: class names, stack frames, Java's words, SQL, markup, and runs long enough to be a secret. */
const forMachines = [
  /[<>{}\r\n]/u,
  /\bat [\w$]+\.[\w$.]+/u,
  /\b[a-z]\w*(?:\.[a-z]\w*)+\.[A-Z]|\b(?:java|javax|jakarta|jetbrains|org|com|net)\.[a-z]/u,
  /exception|hibernate|jdbc|stack ?trace|internal id|\bsql/iu,
  /\wError\b|'(?:String|Long|Integer)'/u,
  /\b(?:select|insert|update|delete)\b.*\b(?:from|into|set|where)\b/iu,
  /[\w+/=-]{24,}|\S{48}/u,
];

/** A sentence out of an upstream's error body, where it is short and fit for people; else undefined. */
export function sentenceForPeople(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text.trim() === '' || text.length > 200) return undefined;
  return forMachines.some((pattern) => pattern.test(text)) ? undefined : text;
}
