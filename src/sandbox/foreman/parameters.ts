/** What a query string or a JSON body holds, in the shape Rails gives it. */
export type Parameter = unknown;
export type Parameters = Readonly<Record<string, Parameter>>;

/** Raised for a query that does not decode: a bad percent sign, or bytes that are no UTF-8 (foreman.md 1.5, E8). */
export class UndecodableQuery extends Error {}

/** `a=1&b[]=2&c[d]=3` → `{ a: '1', b: ['2'], c: { d: '3' } }`; of equal names the last one counts. */
export function queryParameters(rawQuery: string): Parameters {
  const parameters: Record<string, Parameter> = {};
  for (const pair of rawQuery.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? null : decoded(pair.slice(equals + 1));
    const nested = /^([^[]+)\[([^\]]*)\]$/u.exec(name);
    if (nested === null) parameters[name] = value;
    else add(parameters, nested[1] as string, nested[2] as string, value);
  }
  return parameters;
}

/** Percent-decodes a path or a part of a query. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    throw new UndecodableQuery(`"${text}" does not decode.`, { cause: error });
  }
}

/** A parameter as text: numbers of a JSON body are as good as digits. Undefined where absent or something else. */
export function textOf(value: Parameter): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function add(parameters: Record<string, Parameter>, name: string, key: string, value: Parameter): void {
  const known = parameters[name];
  if (key === '') parameters[name] = Array.isArray(known) ? [...known, value] : [value];
  else parameters[name] = { ...(isRecord(known) ? known : {}), [key]: value };
}
