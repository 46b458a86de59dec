import { createHmac } from 'node:crypto';
import type { Random } from '../kernel/random.ts';
import type { TokenPermissions, TokenRecord } from './records.ts';

const DAY_MS = 86_400_000;

/** Tokens by value and by owner. */
export class TokenTable {
  readonly #byValue = new Map<string, TokenRecord>();
  readonly #byUser = new Map<number, TokenRecord[]>();
  #lastId = 0;

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  find(value: string): TokenRecord | undefined {
    return this.#byValue.get(value);
  }

  ofUser(userId: number): readonly TokenRecord[] {
    return this.#byUser.get(userId) ?? [];
  }

  add(token: TokenRecord): void {
    this.#byValue.set(token.value, token);
    this.#byUser.set(token.userId, [...this.ofUser(token.userId), token]);
  }

  remove(token: TokenRecord): void {
    this.#byValue.delete(token.value);
    const rest = this.ofUser(token.userId).filter((each) => each !== token);
    this.#byUser.set(token.userId, rest);
  }

  /** For good: what happens to an account that is switched off or deleted (squash.md 2.6, 2.7). */
  removeAllOf(userId: number): void {
    for (const token of this.ofUser(userId)) this.#byValue.delete(token.value);
    this.#byUser.delete(userId);
  }
}

export interface TokenOrder {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly permissions: TokenPermissions;
  /** `YYYY-MM-DD`. */
  readonly expiryDate: string;
  readonly createdBy: string;
  readonly createdOn: Date;
  /** A value of the seed's instead of a made one. */
  readonly value?: string | undefined;
}

/** Makes a token: three parts, HS512, the claims seen on a running server (squash.md 1.2). */
export function mintToken(order: TokenOrder, random: Random): TokenRecord {
  const { id, userId, name, permissions, expiryDate, createdBy, createdOn } = order;
  const uuid = makeUuid(random);
  const claims = {
    sub: String(userId),
    uuid,
    permissions,
    iat: seconds(createdOn.getTime()),
    exp: seconds(endOfValidity(expiryDate)),
  };
  const value = order.value ?? signJwt(claims, random.hex(64));
  return {
    id,
    userId,
    uuid,
    name,
    permissions,
    value,
    createdBy,
    createdOn: createdOn.toISOString(),
    expiryDate,
    lastUsage: undefined,
  };
}

/** Milliseconds since the epoch at which a token of that expiry date stops working. */
export function endOfValidity(expiryDate: string): number {
  return Date.parse(`${expiryDate}T00:00:00.000Z`) + DAY_MS;
}

export function isoDate(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function makeUuid(random: Random): string {
  const hex = random.hex(32);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

function signJwt(claims: object, secret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS512' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha512', secret).update(signed).digest('base64url')}`;
}
