import type { Random } from '../../kernel/random.ts';
import type { Access } from '../permissions/access.ts';
import { parseFields } from './fields.ts';
import type { Fields } from './fields.ts';
import type { AccountKind, UserRecord } from '../records.ts';
import type { BodyFormat } from './request-body.ts';
import type { Sessions } from './sessions.ts';
import type { TeamCityState } from '../state.ts';
import type { TeamCitySwitches } from '../switches.ts';

/** Who is asking. */
export interface Caller {
  readonly kind: AccountKind;
  /** Super user and guest have a record of their own that is in no list. */
  readonly user: UserRecord;
  readonly access: Access;
}

/** What does not change from call to call. */
export interface ServerSide {
  readonly state: TeamCityState;
  readonly switches: TeamCitySwitches;
  readonly sessions: Sessions;
  readonly now: () => Date;
  readonly random: Random;
}

/** One authenticated call on its way through a route. */
export interface Call extends ServerSide {
  readonly caller: Caller;
  /** Repeated in every href: `/app/rest`, `/httpAuth/app/rest/latest`, … without the context path (section 1.1). */
  readonly prefix: string;
  readonly query: URLSearchParams;
  readonly answerFormat: BodyFormat;
  readonly bodyFormat: BodyFormat;
}

export function requestedFields(call: Call): Fields {
  return parseFields(call.query.get('fields'));
}
