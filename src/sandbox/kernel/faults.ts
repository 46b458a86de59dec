import type { SandboxReply, SandboxRequest } from './exchange.ts';

/**
 * What can go wrong on the way. Faults are inputs, never dice: a rule says which calls it hits and how many.
 *
 * - `latency`: answer after `ms`.
 * - `answer`: do not ask the simulator, answer this (a 502 page, a 429 with Retry-After, another shape, …).
 * - `edit`: ask the simulator and change its answer (a field gone, a type changed).
 * - `hang`: never answer, or stop in the middle of the body.
 * - `reset`: cut the connection before the request is processed, in the middle of the answer, or after the
 *   request was processed but before any answer (the write happened, nobody was told).
 * - `truncate`: announce the whole length, send half, close.
 * - `drip`: send the body at this speed.
 */
export type Fault =
  | { readonly kind: 'latency'; readonly ms: number }
  | { readonly kind: 'answer'; readonly reply: SandboxReply }
  | { readonly kind: 'edit'; readonly edit: (reply: SandboxReply) => SandboxReply }
  | { readonly kind: 'hang'; readonly where: 'before-headers' | 'in-body' }
  | { readonly kind: 'reset'; readonly when: 'before' | 'during' | 'after' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number };

export interface FaultRule {
  readonly method?: string;
  /** Matched against path and query as sent. */
  readonly path?: string | RegExp;
  /** Let this many matching calls pass first; 0 unless said. */
  readonly skip?: number;
  /** Hit this many calls and then stop; without end unless said. */
  readonly times?: number;
  readonly fault: Fault;
}

export class FaultSchedule {
  #rules: { readonly rule: FaultRule; seen: number }[] = [];

  add(rule: FaultRule): () => void {
    const entry = { rule, seen: 0 };
    this.#rules.push(entry);
    return () => {
      this.#rules = this.#rules.filter((each) => each !== entry);
    };
  }

  clear(): void {
    this.#rules = [];
  }

  /** The faults that hit this call, in the order they were added. */
  take(request: SandboxRequest): Fault[] {
    const hits: Fault[] = [];
    for (const entry of this.#rules) {
      if (!matches(entry.rule, request)) continue;
      entry.seen += 1;
      const { skip = 0, times = Number.POSITIVE_INFINITY } = entry.rule;
      if (entry.seen > skip && entry.seen <= skip + times) hits.push(entry.rule.fault);
    }
    return hits;
  }
}

function matches(rule: FaultRule, request: SandboxRequest): boolean {
  if (rule.method !== undefined && rule.method !== request.method) return false;
  if (rule.path === undefined) return true;
  const target = request.rawQuery === '' ? request.rawPath : `${request.rawPath}?${request.rawQuery}`;
  return typeof rule.path === 'string' ? target.startsWith(rule.path) : rule.path.test(target);
}
