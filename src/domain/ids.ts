import { invalidInput } from './errors.ts';

/** Members of each kind of id, in order. */
const idMembers = {
  System: ['system'],
  User: ['system', 'user'],
  Role: ['system', 'role'],
  Group: ['system', 'group'],
  Team: ['system', 'team'],
  Project: ['system', 'project'],
  AccessToken: ['system', 'user', 'token'],
  RoleAssignment: ['system', 'user', 'role', 'scope', 'carrier', 'carrierId'],
  GroupMembership: ['system', 'user', 'group', 'carrier', 'carrierId'],
  TeamMembership: ['system', 'user', 'team', 'carrier', 'carrierId'],
  ProjectPermission: ['system', 'user', 'project', 'permission', 'carrier', 'carrierId'],
} as const;

export type NodeType = keyof typeof idMembers;
export type IdMembers<T extends NodeType> = Readonly<Record<(typeof idMembers)[T][number], string>>;
export type DecodedId = { [T in NodeType]: { readonly type: T; readonly members: IdMembers<T> } }[NodeType];

/** Global and opaque: clients must not look inside, and nothing in it is secret. */
export function encodeId<T extends NodeType>(type: T, members: IdMembers<T>): string {
  const names: readonly string[] = idMembers[type];
  const values = names.map((name) => (members as Readonly<Record<string, string>>)[name] ?? '');
  return Buffer.from(JSON.stringify([type, ...values]), 'utf8').toString('base64url');
}

/** Throws INVALID_INPUT for anything `encodeId` did not make. */
export function decodeId(id: string, field?: readonly string[]): DecodedId {
  const decoded = tryDecode(id);
  // Only one spelling of an id is right: base64 would let others through.
  if (decoded === undefined || encodeId(decoded.type, decoded.members as never) !== id) {
    throw invalidInput(`Expected an id as this API hands out; got ${JSON.stringify(shorten(id))}.`, field);
  }
  return decoded;
}

/** Decodes an id that must be of one type. */
export function decodeIdOf<T extends NodeType>(type: T, id: string, field?: readonly string[]): IdMembers<T> {
  const decoded = decodeId(id, field);
  if (decoded.type !== type) {
    throw invalidInput(`Expected the id of a ${type}; got the id of a ${decoded.type}.`, field);
  }
  return decoded.members as IdMembers<T>;
}

function tryDecode(id: string): DecodedId | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || !parsed.every((part) => typeof part === 'string')) return undefined;
    const [type, ...values] = parsed;
    if (type === undefined || !Object.hasOwn(idMembers, type)) return undefined;
    const names: readonly string[] = idMembers[type as NodeType];
    if (names.length !== values.length) return undefined;
    const members = Object.fromEntries(names.map((name, index) => [name, values[index]]));
    return { type, members } as unknown as DecodedId;
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
