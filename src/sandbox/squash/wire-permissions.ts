import { arranged } from './call.ts';
import type { SquashCall, SquashServer } from './call.ts';
import { readFields } from './field-selection.ts';
import type { Profile } from './profiles.ts';
import type { PartyRecord, ProjectRecord } from './records.ts';
import { partyOf } from './store.ts';
import { projectType } from './wire-project.ts';
import { partyReference } from './wire-references.ts';
import { link, toWire } from './wire-type.ts';

/** Something held: a project by a party, or a party on a project. */
export interface Holding<T> {
  readonly profile: Profile;
  readonly held: T;
}

/** Direct profiles of a user or team on projects. Nobody orders them. */
export function holdingsOfParty(server: SquashServer, partyId: number): readonly Holding<ProjectRecord>[] {
  const { grants, projects, profiles } = server.store;
  const holdings = [...grants.ofParty(partyId)].flatMap(([projectId, profileId]) => {
    const held = projects.get(projectId);
    const profile = profiles.byId.get(profileId);
    return held === undefined || profile === undefined ? [] : [{ profile, held }];
  });
  return arranged(server, holdings);
}

/** Users and teams with a profile on the project. Nobody orders them. */
export function holdingsOnProject(server: SquashServer, projectId: number): readonly Holding<PartyRecord>[] {
  const { grants, profiles } = server.store;
  const holdings = [...grants.ofProject(projectId)].flatMap(([partyId, profileId]) => {
    const held = partyOf(server.store, partyId);
    const profile = profiles.byId.get(profileId);
    return held === undefined || profile === undefined ? [] : [{ profile, held }];
  });
  return arranged(server, holdings);
}

/** Permissions of a party: projects by group, groups without a project absent (squash.md 2.10). */
export function partyPermissions(
  call: SquashCall,
  party: PartyRecord,
  holdings: readonly Holding<ProjectRecord>[],
): object {
  const selection = readFields(call.query, call.switches);
  const content = byGroup(call, holdings, (project) =>
    toWire(projectType, project, call, projectType.full, selection),
  );
  const path = `${party.kind === 'user' ? 'users' : 'teams'}/${party.id}/permissions`;
  return { content, _links: { self: { href: link(call, path) } } };
}

/** Permissions on a project: users and teams by group (squash.md 3.2). */
export function projectPermissions(
  call: SquashCall,
  project: ProjectRecord,
  holdings: readonly Holding<PartyRecord>[],
): object {
  const selection = readFields(call.query, call.switches);
  const content = byGroup(call, holdings, (party) => partyReference(call, party, selection));
  return { content, _links: { self: { href: link(call, `projects/${project.id}/permissions`) } } };
}

function byGroup<T>(
  { switches }: SquashServer,
  holdings: readonly Holding<T>[],
  write: (held: T) => object,
): Record<string, object[]> {
  const content: Record<string, object[]> = {};
  for (const { profile, held } of holdings) {
    if (profile.type === 'custom' && switches.customProfilesInPermissions === 'omitted') continue;
    (content[profile.key] ??= []).push(write(held));
  }
  return content;
}
