/** Server-side sessions behind `JSESSIONID`. The oldest are dropped beyond `limit`, as a timeout would. */
export class Sessions {
  readonly #limit: number;
  readonly #userIds = new Map<string, number | undefined>();

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  has(id: string): boolean {
    return this.#userIds.has(id);
  }

  userOf(id: string): number | undefined {
    return this.#userIds.get(id);
  }

  /** Whose session it is; undefined for a caller who did not get in. */
  bind(id: string, userId: number | undefined): void {
    this.#userIds.set(id, userId);
    if (this.#userIds.size <= this.#limit) return;
    const oldest = this.#userIds.keys().next().value;
    if (oldest !== undefined) this.#userIds.delete(oldest);
  }
}
