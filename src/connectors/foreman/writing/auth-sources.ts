import { invalidInput } from '#domain/errors.ts';
import type { DetailsChange } from '#domain/intents.ts';
import type { Planning } from './draft.ts';
import { foremanDetails } from './wishes.ts';

export interface AuthSource {
  readonly id: string;
  /** Undefined where the caller may not see of which type it is. */
  readonly isInternal: boolean | undefined;
}

/** The one asked for, else the internal one: its number differs from server to server (foreman.md 5). */
export function authSourceFor(planning: Planning, details: DetailsChange | undefined): AuthSource {
  const wanted = details === undefined ? undefined : foremanDetails(details).authSourceId;
  if (wanted !== undefined) {
    refuseUnknownAuthSource(planning, wanted);
    return { id: wanted, isInternal: typeIsInternal(planning, wanted) };
  }
  const { authSources, caller } = planning.facts;
  const internal = authSources?.find((source) => source.type === 'AuthSourceInternal');
  const id = internal?.id ?? caller?.auth_source_internal?.id;
  if (id !== undefined) return { id, isInternal: true };
  throw invalidInput(
    `These credentials show no internal auth source; name the one that the account is to have.`,
    ['details', 'foreman', 'authSourceId'],
  );
}

function typeIsInternal({ facts }: Planning, id: string): boolean | undefined {
  const source = facts.authSources?.find((each) => each.id === id);
  return source === undefined ? undefined : source.type === 'AuthSourceInternal';
}

/** Foreman would answer an unknown one with a 500 (foreman.md 2.6). */
export function refuseUnknownAuthSource({ facts }: Planning, id: string): void {
  if (facts.authSources === undefined || facts.authSources.some((source) => source.id === id)) return;
  const there = facts.authSources.map((source) => `${source.id} (${source.name ?? source.type ?? '?'})`);
  throw invalidInput(
    `These credentials show no auth source ${JSON.stringify(id.slice(0, 40))}; there are: ${there.join(', ')}.`,
    ['details', 'foreman', 'authSourceId'],
  );
}
