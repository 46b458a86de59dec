import type { RouteParams } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel/exchange.ts';
import type { Caller } from './caller.ts';
import type { Parameters } from './parameters.ts';
import type { TaxonomyRow } from './rows.ts';
import type { ForemanServer } from './server.ts';

/** The organization and the location a call is limited to (foreman.md 2.4). */
export interface Context {
  readonly organization?: TaxonomyRow;
  readonly location?: TaxonomyRow;
}

/** A request with its parameters: those of the query win over those of the body, those of the path over both. */
export interface OpenCall {
  readonly server: ForemanServer;
  readonly request: SandboxRequest;
  readonly path: RouteParams;
  readonly parameters: Parameters;
  /** The parsed JSON body; undefined where there is none or it is no JSON. */
  readonly body: unknown;
}

/** A call of somebody who has logged in. */
export interface Call extends OpenCall {
  readonly caller: Caller;
  readonly context: Context;
}
