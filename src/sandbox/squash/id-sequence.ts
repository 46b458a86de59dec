/** Gives out ids that nobody has: first those free beside the seed's own, in ascending order, then onward. */
export class IdSequence {
  readonly #reserved: ReadonlySet<number>;
  #last = 0;

  /** `kind` names the space in the complaint about an id that appears twice. */
  constructor(kind: string, seeded: readonly { readonly id?: number }[]) {
    const ids = seeded.flatMap(({ id }) => (id === undefined ? [] : [id]));
    this.#reserved = new Set(ids);
    if (this.#reserved.size < ids.length) throw new Error(`The Squash seed uses a ${kind} id twice.`);
  }

  next(): number {
    do this.#last += 1;
    while (this.#reserved.has(this.#last));
    return this.#last;
  }
}
