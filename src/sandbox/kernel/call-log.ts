/** One call a simulator received, as it was sent. */
export interface RecordedCall {
  readonly system: string;
  readonly method: string;
  /** Percent-encoded, as sent. */
  readonly path: string;
  /** Percent-encoded, as sent, without `?`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Status answered; 0 where the connection was cut or never answered. */
  status: number;
}

/**
 * Keeps the calls in order, the oldest dropped beyond `limit`; `total` goes on counting.
 */
export class CallLog {
  readonly #limit: number;
  #calls: RecordedCall[] = [];
  #total = 0;

  constructor(limit = 20_000) {
    this.#limit = limit;
  }

  get total(): number {
    return this.#total;
  }

  record(call: RecordedCall): void {
    this.#total += 1;
    this.#calls.push(call);
    if (this.#calls.length > this.#limit) this.#calls.splice(0, this.#calls.length - this.#limit);
  }

  /** The calls so far, of one system if named. */
  list(system?: string): readonly RecordedCall[] {
    return system === undefined ? [...this.#calls] : this.#calls.filter((call) => call.system === system);
  }

  clear(): void {
    this.#calls = [];
    this.#total = 0;
  }
}
