import type { Random } from '../../kernel/random.ts';
import type { AccountKind, UserRecord } from '../records.ts';

interface Session {
  readonly id: string;
  readonly csrfToken: string;
  readonly kind: AccountKind;
  readonly userId: number;
}

/** Servlet sessions, one per account, so that their number stays bounded however many calls come in. */
export class Sessions {
  readonly #byId = new Map<string, Session>();
  readonly #byUser = new Map<number, Session>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  find(id: string): Session | undefined {
    return this.#byId.get(id);
  }

  /** The session of this caller, begun if there is none. */
  of(caller: { readonly kind: AccountKind; readonly user: UserRecord }): Session {
    const existing = this.#byUser.get(caller.user.id);
    if (existing !== undefined) return existing;
    const session: Session = {
      id: this.#random.hex(32).toUpperCase(),
      csrfToken: this.#random.base64url(32),
      kind: caller.kind,
      userId: caller.user.id,
    };
    this.#byId.set(session.id, session);
    this.#byUser.set(session.userId, session);
    return session;
  }

  end(userId: number): void {
    const session = this.#byUser.get(userId);
    if (session === undefined) return;
    this.#byUser.delete(userId);
    this.#byId.delete(session.id);
  }
}
