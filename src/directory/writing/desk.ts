import type { Account } from '#domain/account.ts';
import type { EntityKind, EntityOfKind } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import { decodeId } from '#domain/ids.ts';
import type { DecodedId } from '#domain/ids.ts';
import { fold } from '#domain/text.ts';
import { entitySource } from '../entity-list.ts';
import type { ConnectedSystem, Landscape, RequestScope } from '../landscape.ts';
import { createRequestSnapshots } from '../request-snapshots.ts';
import { findInCatalogue, readEntities } from '../read-entities.ts';
import type { Snapshots } from '../snapshots.ts';
import type { UserErrorModel } from './models.ts';

/** Path of an input field, e.g. `['input', 'roles', '0', 'role']`. */
export type FieldPath = readonly string[];

/** An account that a mutation is about, read live. */
export interface Target {
  readonly system: ConnectedSystem;
  readonly account: Account;
}

/**
 * Where the input of one mutation is turned into things of the systems. What the caller can mend is noted with its
 * field, and everything else goes on, so that all of it is told at once.
 */
export interface Desk {
  readonly errors: readonly UserErrorModel[];
  note(code: UserErrorModel['code'], message: string, field: FieldPath, system?: ConnectedSystem): void;
  /** Runs work; a RollcallError about the input is noted with the field, its own field appended. */
  attempt<T>(field: FieldPath, work: () => Promise<T>): Promise<T | undefined>;
  /**
   * A role, group, team or project by id, native id or name; noted and undefined where there is none or several. Where
   * the system has no such thing a mention by that text: the connector then says what a person can do instead.
   */
  entity<K extends EntityKind>(
    kind: K,
    system: ConnectedSystem,
    text: string,
    field: FieldPath,
  ): Promise<EntityOfKind[K] | undefined>;
  /** A mention with the name that the system's list has for it, for summaries that people read. */
  named<K extends EntityKind>(
    kind: K,
    system: ConnectedSystem,
    entity: EntityOfKind[K],
  ): Promise<EntityOfKind[K]>;
}

const idTypes = { role: 'Role', group: 'Group', team: 'Team', project: 'Project' } as const;

export function createDesk(landscape: Landscape, kept: Snapshots, asked: RequestScope): Desk {
  // Fresh, and once a mutation: a thousand names need not read a list a thousand times.
  const scope: RequestScope = { ...asked, isFresh: true };
  const snapshots = createRequestSnapshots(kept, scope);
  const byIds = new Map<string, Promise<unknown>>();
  const errors: UserErrorModel[] = [];
  const desk: Desk = {
    errors,
    named: async (kind, system, entity) => {
      if (entity.name !== undefined) return entity;
      const name = await nameOf(kind, system, entity.nativeId);
      return name === undefined ? entity : { ...entity, name };
    },
    note: (code, message, field, system) => errors.push({ code, message, field, system }),
    attempt: async (field, work) => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof RollcallError) || error.code === 'INTERNAL') throw error;
        const system = error.system === undefined ? undefined : landscape.find(error.system);
        desk.note(error.code, error.message, [...field, ...(error.field ?? [])], system);
        return undefined;
      }
    },
    entity: async (kind, system, text, field) => {
      const source = entitySource(system, kind);
      if (source === undefined) return { nativeId: text, name: text, isWhole: false };
      const decoded = tryDecode(text);
      if (decoded !== undefined) return byId(kind, system, decoded, field);
      const { snapshot } = await snapshots.read(system, source, scope);
      const { rows } = snapshot.table;
      const candidates = [
        rows.filter((each) => each.nativeId === text),
        rows.filter((each) => each.name === text),
        rows.filter((each) => each.name !== undefined && fold(each.name.trim()) === fold(text.trim())),
      ];
      const found = candidates.find((each) => each.length > 0) ?? [];
      if (found.length === 1) return found[0];
      const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
      if (found.length === 0) desk.note('NOT_FOUND', `${system.key} has no ${kind} ${shown}.`, field, system);
      else
        desk.note(
          'AMBIGUOUS',
          `${system.key} has ${found.length} ${kind}s ${shown}: use an id.`,
          field,
          system,
        );
      return undefined;
    },
  };

  async function readOnce<K extends EntityKind>(
    kind: K,
    system: ConnectedSystem,
    id: string,
  ): Promise<EntityOfKind[K] | Error | undefined> {
    const key = JSON.stringify([kind, system.key, id]);
    const known = byIds.get(key) ?? readEntities(kind, system, scope, [id]).then(([found]) => found);
    byIds.set(key, known);
    return known as Promise<EntityOfKind[K] | Error | undefined>;
  }

  async function nameOf(
    kind: EntityKind,
    system: ConnectedSystem,
    nativeId: string,
  ): Promise<string | undefined> {
    return (await findInCatalogue(kind, system, scope, nativeId, snapshots))?.name;
  }

  async function byId<K extends EntityKind>(
    kind: K,
    system: ConnectedSystem,
    decoded: DecodedId,
    field: FieldPath,
  ): Promise<EntityOfKind[K] | undefined> {
    const members = decoded.members as Readonly<Record<string, string>>;
    if (decoded.type !== idTypes[kind]) {
      desk.note(
        'INVALID_INPUT',
        `Expected the id of a ${idTypes[kind]}; got the id of a ${decoded.type}.`,
        field,
        system,
      );
      return undefined;
    }
    if (members['system'] !== system.key) {
      desk.note(
        'NOT_FOUND',
        `The ${kind} is one of ${members['system']}, not of ${system.key}.`,
        field,
        system,
      );
      return undefined;
    }
    const found = await readOnce(kind, system, members[kind] ?? '');
    if (found instanceof Error) throw found;
    if (found === undefined)
      desk.note('NOT_FOUND', `${system.key} has no ${kind} by that id any more.`, field, system);
    return found;
  }

  return desk;
}

function tryDecode(text: string): DecodedId | undefined {
  try {
    return decodeId(text);
  } catch {
    return undefined;
  }
}
