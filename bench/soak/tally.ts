/** What happened, counted; and whatever must not have happened, in words. */
export class Tally {
  requests = 0;
  mutations = 0;
  /** Connections that the client itself broke off. */
  cut = 0;
  readonly errors = new Map<string, number>();
  readonly #wrong = new Map<string, number>();

  countErrors(codes: Iterable<string>): void {
    for (const code of codes) this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }

  /** The same again is counted, not repeated. */
  blame(what: string): void {
    this.#wrong.set(what, (this.#wrong.get(what) ?? 0) + 1);
  }

  get wrong(): readonly string[] {
    return [...this.#wrong].map(([what, times]) => (times === 1 ? what : `${what} (${times} times)`));
  }
}
