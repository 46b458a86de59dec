import { nothingToSay, squashJson } from '../answers.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashHandler, SquashRouter } from '../call.ts';
import { findParty, findProject, findTeam, findUser, readId, readIds } from '../parameters.ts';
import type { Profile } from '../profiles.ts';
import type { PartyRecord } from '../records.ts';
import { notFound } from '../refusal.ts';
import { requireSeat } from '../seats.ts';
import { isAtLeast } from '../switches.ts';
import type { SquashSwitches } from '../switches.ts';
import { partyClearances, projectClearances } from '../wire-clearances.ts';
import { holdingsOfParty, holdingsOnProject } from '../wire-permissions.ts';

type FindParty = (call: SquashCall, id: number) => PartyRecord;

/** Profiles, the custom ones included, from 8.0 on: squash.md 2.11. Those of users and teams are inferred. */
export function addClearanceRoutes(router: SquashRouter, switches: SquashSwitches): void {
  if (!isAtLeast(switches, 8)) return;
  router.on('GET', '/projects/:id/clearances', adminOnly(getOnProject));
  router.on('POST', '/projects/:id/clearances/:profileId/users/:ids', adminOnly(setOnProject));
  if (!switches.partyClearances) return;
  addPartyRoutes(router, '/users', findUser);
  addPartyRoutes(router, '/teams', findTeam);
}

function addPartyRoutes(router: SquashRouter, collection: string, find: FindParty): void {
  router.on('GET', `${collection}/:id/clearances`, adminOnly(getOf(find)));
  router.on('POST', `${collection}/:id/clearances/:profileId/projects/:ids`, adminOnly(setFor(find)));
  router.on('DELETE', `${collection}/:id/projects/:ids`, adminOnly(takeFrom(find)));
}

const getOnProject: SquashHandler = (call, { id }) => {
  const project = findProject(call, readId(id));
  const holdings = holdingsOnProject(call, project.id);
  return squashJson(call.switches, 200, projectClearances(call, project, call.store.profiles.all, holdings));
};

const setOnProject: SquashHandler = (call, { id, profileId, ids }) => {
  const project = findProject(call, readId(id));
  const profile = findProfile(call, readId(profileId));
  const parties = readIds(ids).map((each) => findParty(call, each));
  requireSeat(call);
  for (const party of parties) call.store.grants.set(party.id, project.id, profile.id);
  const holdings = parties.map((held) => ({ profile, held }));
  return squashJson(call.switches, 200, projectClearances(call, project, [profile], holdings));
};

function getOf(find: FindParty): SquashHandler {
  return (call, { id }) => {
    const party = find(call, readId(id));
    return squashJson(call.switches, 200, partyClearances(call, party, holdingsOfParty(call, party.id)));
  };
}

function setFor(find: FindParty): SquashHandler {
  return (call, { id, profileId, ids }) => {
    const party = find(call, readId(id));
    const profile = findProfile(call, readId(profileId));
    const projects = readIds(ids).map((each) => findProject(call, each));
    requireSeat(call);
    for (const project of projects) call.store.grants.set(party.id, project.id, profile.id);
    const holdings = projects.map((held) => ({ profile, held }));
    return squashJson(call.switches, 200, partyClearances(call, party, holdings));
  };
}

function takeFrom(find: FindParty): SquashHandler {
  return (call, { id, ids }) => {
    const party = find(call, readId(id));
    for (const projectId of readIds(ids)) call.store.grants.remove(party.id, projectId);
    return nothingToSay(call.switches);
  };
}

function findProfile(call: SquashCall, id: number): Profile {
  const profile = call.store.profiles.byId.get(id);
  if (profile === undefined) throw notFound('profile', 'id', id);
  return profile;
}
