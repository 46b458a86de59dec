import { invalidField, unhandled } from './refusal.ts';
import { unreadable } from './request-body.ts';
import type { JsonObject } from './request-body.ts';
import type { SquashSwitches } from './switches.ts';

export interface TeamFields {
  readonly name?: string;
  readonly description?: string;
}

const LONGEST_NAME = 50;

export function readNewTeam(entity: JsonObject, switches: SquashSwitches): Required<TeamFields> {
  const name = readName(entity['name'] ?? '', switches);
  return { name, description: readDescription(entity['description'] ?? '') };
}

/** Reads the changes of a PATCH; a null crashes the server, as for users. */
export function readTeamChanges(entity: JsonObject, switches: SquashSwitches): TeamFields {
  const { name, description } = entity;
  if (name === null || description === null) throw unhandled();
  return {
    ...(name !== undefined && { name: readName(name, switches) }),
    ...(description !== undefined && { description: readDescription(description) }),
  };
}

function readName(value: unknown, switches: SquashSwitches): string {
  if (typeof value !== 'string') throw unreadable();
  const name = value.trim();
  if (name === '' || name.length > LONGEST_NAME)
    throw invalidField('name', name, switches.invalidFieldStatus);
  return name;
}

function readDescription(value: unknown): string {
  if (typeof value !== 'string') throw unreadable();
  return value;
}
