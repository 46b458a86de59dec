import { RollcallError } from '#domain/errors.ts';

/** NOT_FOUND for an entity that is not there, or is hidden: upstreams rarely tell the two apart. */
export function noSuch(system: string, what: string, id: string): RollcallError {
  const shown = JSON.stringify(id.length > 40 ? `${id.slice(0, 40)}…` : id);
  return new RollcallError(
    'NOT_FOUND',
    `${system}: there is no ${what} ${shown}, or these credentials do not show it.`,
    { system },
  );
}
