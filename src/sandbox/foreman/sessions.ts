import type { Random } from '../kernel/random.ts';

export type SessionLookUp =
  | { readonly found: 'live'; readonly userId: number }
  | { readonly found: 'expired' }
  | { readonly found: 'none' };

/** Clients that keep no cookies open one with every call; the real server's cleaner is a cap here. */
const mostSessions = 10_000;

/** Open sessions by the value of their cookie. Every use starts the rest period anew. */
export class Sessions {
  readonly #random: Random;
  readonly #idleMilliseconds: number;
  readonly #open = new Map<string, { readonly userId: number; usedAt: number }>();

  constructor(random: Random, idleSeconds: number) {
    this.#random = random;
    this.#idleMilliseconds = idleSeconds * 1000;
  }

  /** A session of a user, or of nobody (a value that no look-up will find). */
  open(userId: number | undefined, now: number): string {
    const value = this.#random.hex(32);
    if (userId === undefined) return value;
    this.#open.set(value, { userId, usedAt: now });
    const oldest = this.#open.keys().next();
    if (this.#open.size > mostSessions && oldest.done !== true) this.#open.delete(oldest.value);
    return value;
  }

  /** An expired session is told once and then forgotten. */
  lookUp(value: string | undefined, now: number): SessionLookUp {
    const session = value === undefined ? undefined : this.#open.get(value);
    if (value === undefined || session === undefined) return { found: 'none' };
    if (now - session.usedAt > this.#idleMilliseconds) {
      this.#open.delete(value);
      return { found: 'expired' };
    }
    session.usedAt = now;
    return { found: 'live', userId: session.userId };
  }
}
