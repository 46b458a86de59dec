import type { SquashCall } from './call.ts';
import { readFields } from './field-selection.ts';
import type { Profile } from './profiles.ts';
import type { PartyRecord, ProjectRecord } from './records.ts';
import type { Holding } from './wire-permissions.ts';
import { projectType } from './wire-project.ts';
import { partyReference } from './wire-references.ts';
import { link, toWire } from './wire-type.ts';

/**
 * Clearances on a project: an object per profile of `profiles`, with users and teams mixed, empty ones included
 * (squash.md 2.11).
 */
export function projectClearances(
  call: SquashCall,
  project: ProjectRecord,
  profiles: readonly Profile[],
  holdings: readonly Holding<PartyRecord>[],
): object {
  const content = profiles.map((profile) => {
    const parties = holdings.filter((holding) => holding.profile === profile);
    const users = parties.map(({ held }) => partyReference(call, held));
    return [profile.key, { ...profileWire(profile), users }] as const;
  });
  return clearances(call, content, `projects/${project.id}/clearances`);
}

/** Clearances of a user or team: the profiles held, each with its projects. Inferred by symmetry. */
export function partyClearances(
  call: SquashCall,
  party: PartyRecord,
  holdings: readonly Holding<ProjectRecord>[],
): object {
  const selection = readFields(call.query, call.switches);
  const held = [...new Set(holdings.map(({ profile }) => profile))];
  const content = held.map((profile) => {
    const projects = holdings
      .filter((holding) => holding.profile === profile)
      .map((holding) => toWire(projectType, holding.held, call, projectType.full, selection));
    return [profile.key, { ...profileWire(profile), projects }] as const;
  });
  return clearances(call, content, `${party.kind === 'user' ? 'users' : 'teams'}/${party.id}/clearances`);
}

function profileWire({ id, name, type }: Profile): object {
  return { _type: 'profile', id, name, type };
}

function clearances(call: SquashCall, content: readonly (readonly [string, object])[], path: string): object {
  return { content: Object.fromEntries(content), _links: { self: { href: link(call, path) } } };
}
