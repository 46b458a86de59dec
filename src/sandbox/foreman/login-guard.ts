/** Counts failed logins per client address and locks an address that has too many (foreman.md 1.2). */
export class LoginGuard {
  readonly #limit: number;
  readonly #windowMilliseconds: number;
  readonly #failures = new Map<string, { readonly count: number; readonly until: number }>();

  constructor(limit: number, windowSeconds: number) {
    this.#limit = limit;
    this.#windowMilliseconds = windowSeconds * 1000;
  }

  isLocked(address: string, now: number): boolean {
    return this.#limit > 0 && this.#count(address, now) >= this.#limit;
  }

  /** The failure that reaches the limit still gets the ordinary answer; the lock holds from the next call. */
  countFailure(address: string, now: number): void {
    const count = this.#count(address, now) + 1;
    this.#failures.set(address, { count, until: now + this.#windowMilliseconds });
  }

  #count(address: string, now: number): number {
    const known = this.#failures.get(address);
    return known !== undefined && now < known.until ? known.count : 0;
  }
}
