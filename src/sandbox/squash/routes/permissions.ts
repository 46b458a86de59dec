import { nothingToSay, squashJson } from '../answers.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashHandler, SquashRouter } from '../call.ts';
import { findParty, findProject, findTeam, findUser, readId, readIdParameter } from '../parameters.ts';
import { profileOfGroup } from '../profiles.ts';
import type { Profile } from '../profiles.ts';
import type { PartyRecord } from '../records.ts';
import { badRequest } from '../refusal.ts';
import { requireSeat } from '../seats.ts';
import { isAtLeast } from '../switches.ts';
import type { SquashSwitches } from '../switches.ts';
import {
  holdingsOfParty,
  holdingsOnProject,
  partyPermissions,
  projectPermissions,
} from '../wire-permissions.ts';

type FindParty = (call: SquashCall, id: number) => PartyRecord;

/** Permissions by group, from both ends: squash.md 2.10 and 3.2. Those of users and teams came with 4.0.0. */
export function addPermissionRoutes(router: SquashRouter, switches: SquashSwitches): void {
  if (isAtLeast(switches, 4)) {
    addPartyRoutes(router, '/users', findUser);
    addPartyRoutes(router, '/teams', findTeam);
  }
  router.on('GET', '/projects/:id/permissions', adminOnly(getOnProject));
  router.on('POST', '/projects/:id/permissions/:group', adminOnly(grantOnProject));
}

function addPartyRoutes(router: SquashRouter, collection: string, find: FindParty): void {
  router.on('GET', `${collection}/:id/permissions`, adminOnly(getOf(find)));
  router.on('POST', `${collection}/:id/permissions/:group`, adminOnly(grantTo(find)));
  router.on('DELETE', `${collection}/:id/permissions`, adminOnly(takeFrom(find)));
}

function getOf(find: FindParty): SquashHandler {
  return (call, { id }) => {
    const party = find(call, readId(id));
    return squashJson(call.switches, 200, partyPermissions(call, party, holdingsOfParty(call, party.id)));
  };
}

/** Answers with what was just set, not with all that the party holds. */
function grantTo(find: FindParty): SquashHandler {
  return (call, { id, group }) => {
    const party = find(call, readId(id));
    const profile = readGroup(call, group);
    const projects = readIdParameter(call, 'ids').map((each) => findProject(call, each));
    requireSeat(call);
    for (const project of projects) call.store.grants.set(party.id, project.id, profile.id);
    const holdings = projects.map((held) => ({ profile, held }));
    return squashJson(call.switches, 200, partyPermissions(call, party, holdings));
  };
}

function takeFrom(find: FindParty): SquashHandler {
  return (call, { id }) => {
    const party = find(call, readId(id));
    for (const projectId of readIdParameter(call, 'ids')) call.store.grants.remove(party.id, projectId);
    return nothingToSay(call.switches);
  };
}

const getOnProject: SquashHandler = (call, { id }) => {
  const project = findProject(call, readId(id));
  return squashJson(
    call.switches,
    200,
    projectPermissions(call, project, holdingsOnProject(call, project.id)),
  );
};

const grantOnProject: SquashHandler = (call, { id, group }) => {
  const project = findProject(call, readId(id));
  const profile = readGroup(call, group);
  const parties = readIdParameter(call, 'ids').map((each) => findParty(call, each));
  requireSeat(call);
  for (const party of parties) call.store.grants.set(party.id, project.id, profile.id);
  const holdings = parties.map((held) => ({ profile, held }));
  return squashJson(call.switches, 200, projectPermissions(call, project, holdings));
};

function readGroup(call: SquashCall, group = ''): Profile {
  const profile = profileOfGroup(call.store.profiles, group);
  if (profile === undefined) {
    const message = `The permission group ${group} does not exist`;
    throw badRequest(
      'java.lang.IllegalArgumentException',
      message,
      call.switches.unknownPermissionGroupStatus,
    );
  }
  return profile;
}
