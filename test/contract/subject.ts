import type { Call, Connector } from '#connectors/connector.ts';
import type { EntityKind } from '#domain/entities.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Facet, HoldingKind } from '#domain/holdings.ts';
import type { Identity } from '#domain/identity.ts';
import type { Company } from '#sandbox/company/company.ts';
import type { RecordedCall } from '#sandbox/kernel/call-log.ts';
import type { FaultRule } from '#sandbox/kernel/faults.ts';
import type { Truth } from './truth.ts';

/** One connector under the suite: what it is, what it can do, and how to start something for it to speak to. */
export interface Subject<R extends Running = Running> {
  readonly name: string;
  readonly holdings: readonly HoldingKind[];
  readonly catalogues: readonly EntityKind[];
  /** Kinds of entity that tell who holds them or is inside. */
  readonly accountsOf: readonly ('role' | 'group' | 'team')[];
  /** Whether projects tell who may do what on them. */
  readonly hasProjectGrants: boolean;
  readonly tokens: 'any' | 'self' | 'none';
  readonly hasCurrentAccount: boolean;
  readonly hasVersion: boolean;
  /** `told-apart`: the server has accounts whose logins differ in case only. */
  readonly loginCase: 'ignored' | 'told-apart';
  /** What only connectors that speak HTTP can be asked. */
  readonly overHttp?: HttpFacts;
  start(options?: StartOptions): Promise<R>;
}

export interface HttpSubject extends Subject<RunningOverHttp> {
  readonly overHttp: HttpFacts;
}

export interface HttpFacts {
  /** Members of answers that rows are told apart by. */
  readonly identityKeys: readonly string[];
  /** Makes one facet, and no other, unreadable for accounts read by id. */
  readonly facetFaults: { readonly [F in Facet]?: readonly FaultRule[] };
  /**
   * Catalogues that are put together from what accounts hold where the server refuses the list: the upstream's contract
   * asks for it, and the probe reports it.
   */
  readonly heldOnlyWhereRefused?: readonly EntityKind[];
  /** What a 401 means for credentials accepted a moment ago, where that is something else than refused ones. */
  readonly codeOf401AfterSuccess?: ErrorCode;
  /** Settings under which a list of 150 accounts has several pages; absent where lists have no pages. */
  readonly pagedSettings?: unknown;
  /** Most calls, as the connector's README states them, against the company of 150 accounts. */
  readonly mostCalls: {
    readonly probe: number;
    readonly listAccounts: number;
    readonly readOne: number;
    /** A hundred accounts by id with everything they hold. */
    readonly readHundred: number;
  };
}

export interface StartOptions {
  /** The readable company unless said. */
  readonly company?: Company;
}

export interface ConnectOptions {
  readonly settings?: unknown;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** A started upstream. */
export interface Running {
  readonly system: string;
  readonly truth: Truth;
  /** Login of the account that `call` acts as; absent where nobody signs in. */
  readonly ownLogin?: string;
  /** A new connector, which remembers nothing. */
  readonly connect: (options?: ConnectOptions) => Connector;
  /** A call with the configured credentials. */
  readonly call: (changes?: Partial<Call>) => Call;
  readonly stop: () => Promise<void>;
}

export interface RunningOverHttp extends Running {
  readonly ownLogin: string;
  /** Somebody without an administrator's rights. */
  readonly other: { readonly login: string; readonly identity: Identity };
  /** Well-formed credentials that the server refuses. */
  readonly refused: Identity;
  /** A connector for an address where nobody listens. */
  readonly connectToNobody: () => Connector;
  readonly calls: () => readonly RecordedCall[];
  readonly forgetCalls: () => void;
  /** Makes matching calls go wrong; returns a function that takes the rule back. */
  readonly fail: (rule: FaultRule) => () => void;
  /** Creates an account upstream by plain HTTP. */
  readonly createAccount: (login: string) => Promise<void>;
  /** Deletes one so, where the upstream can. */
  readonly deleteAccount: (id: string) => Promise<void>;
}

export function isOverHttp(subject: Subject): subject is HttpSubject {
  return subject.overHttp !== undefined;
}
