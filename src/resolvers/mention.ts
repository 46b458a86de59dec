import type { GatewayContext } from '#context.ts';
import type { CarrierModel, EntityModel } from '#directory/models.ts';
import type { ConnectedSystem } from '#directory/landscape.ts';
import type { EntityKind, EntityOfKind } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Carrier } from '#domain/holdings.ts';

/** Name of an entity: what is known of it, else the name in the system's list, else its id. */
export async function nameOf(model: EntityModel, context: GatewayContext): Promise<string> {
  const { kind, system, entity } = model;
  if (entity.name !== undefined) return entity.name;
  const listed = await context.directory.findInCatalogue(kind, system, entity.nativeId);
  return listed?.name ?? entity.nativeId;
}

/** The whole entity behind a mention, read live unless it is whole already. */
async function wholeOf<K extends EntityKind>(
  model: EntityModel<K>,
  context: GatewayContext,
): Promise<EntityOfKind[K]> {
  const { kind, system, entity } = model;
  if (entity.isWhole) return entity;
  const whole = await context.loaders.entity(kind, system, entity.nativeId);
  if (whole !== undefined) return whole;
  const message = `${system.key}: the ${kind} ${entity.name ?? entity.nativeId} is mentioned but cannot be found.`;
  throw new RollcallError('NOT_FOUND', message, { system: system.key });
}

/** One member of an entity: as mentioned where the mention has it, else from the whole. */
export async function memberOf<K extends EntityKind, M extends keyof EntityOfKind[K]>(
  model: EntityModel<K>,
  member: M,
  context: GatewayContext,
): Promise<EntityOfKind[K][M]> {
  const known = model.entity[member];
  return known === undefined ? (await wholeOf(model, context))[member] : known;
}

export function carrierModel(system: ConnectedSystem, via: Carrier | undefined): CarrierModel | undefined {
  if (via === undefined) return undefined;
  return via.type === 'group'
    ? { kind: 'group', system, entity: via.group }
    : { kind: 'team', system, entity: via.team };
}
