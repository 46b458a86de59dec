const none: ReadonlyMap<number, number> = new Map();

/** Profiles of parties on projects, readable from both ends. A party holds at most one per project. */
export class Grants {
  readonly #byParty = new Map<number, Map<number, number>>();
  readonly #byProject = new Map<number, Map<number, number>>();

  /** Replaces whatever the party held there (squash.md 2.10). */
  set(partyId: number, projectId: number, profileId: number): void {
    inner(this.#byParty, partyId).set(projectId, profileId);
    inner(this.#byProject, projectId).set(partyId, profileId);
  }

  remove(partyId: number, projectId: number): void {
    this.#byParty.get(partyId)?.delete(projectId);
    this.#byProject.get(projectId)?.delete(partyId);
  }

  removeParty(partyId: number): void {
    for (const projectId of this.ofParty(partyId).keys()) this.#byProject.get(projectId)?.delete(partyId);
    this.#byParty.delete(partyId);
  }

  /** Project id → profile id. Direct ones only. */
  ofParty(partyId: number): ReadonlyMap<number, number> {
    return this.#byParty.get(partyId) ?? none;
  }

  /** Party id → profile id. */
  ofProject(projectId: number): ReadonlyMap<number, number> {
    return this.#byProject.get(projectId) ?? none;
  }
}

function inner(outer: Map<number, Map<number, number>>, key: number): Map<number, number> {
  let map = outer.get(key);
  if (map === undefined) {
    map = new Map();
    outer.set(key, map);
  }
  return map;
}
