import type { Call } from '../protocol/call.ts';
import { compactDate } from '../protocol/compact-date.ts';
import { includes, longFields, nested, noFields, shortFields } from '../protocol/fields.ts';
import type { Fields } from '../protocol/fields.ts';
import type { TokenRecord, TokenRestriction } from '../records.ts';
import { projectWire } from './projects.ts';
import { permissionWire } from './role-definitions.ts';
import type { WireObject } from './wire-value.ts';

/** A token of a list: names unless more is asked for, never the value (section 2.11). */
export function tokensWire(call: Call, tokens: readonly TokenRecord[], fields: Fields): WireObject {
  const items = nested(fields, 'token', noFields, shortFields);
  return {
    count: includes(fields, 'count', true, true) ? tokens.length : undefined,
    token: items && tokens.map((token) => tokenWire(call, token, items)),
  };
}

/** The answer to a create, the only one with the value in it. */
export function newTokenWire(call: Call, token: TokenRecord, fields: Fields): WireObject {
  return {
    ...tokenWire(call, token, fields),
    value: includes(fields, 'value', true, true) ? token.value : undefined,
  };
}

function tokenWire(call: Call, token: TokenRecord, fields: Fields): WireObject {
  const restrictions = nested(fields, 'permissionRestrictions', noFields, shortFields);
  const time = (name: string, value: number | undefined): string | undefined =>
    value !== undefined && includes(fields, name, false, true) ? timeText(call, value) : undefined;
  return {
    name: includes(fields, 'name', true, true) ? token.name : undefined,
    creationTime: time('creationTime', token.createdAt),
    expirationTime: time('expirationTime', token.expiresAt),
    permissionRestrictions:
      restrictions && token.restrictions && restrictionsWire(call, token.restrictions, restrictions),
  };
}

/** Token dates are ISO 8601 in XML and compact in JSON (section 1.4). */
function timeText(call: Call, time: number): string {
  return call.answerFormat === 'xml'
    ? new Date(time).toISOString()
    : compactDate(time, call.switches.timeZoneOffsetMinutes);
}

function restrictionsWire(call: Call, restrictions: readonly TokenRestriction[], fields: Fields): WireObject {
  const items = nested(fields, 'permissionRestriction', noFields, longFields);
  return {
    count: includes(fields, 'count', true, true) ? restrictions.length : undefined,
    permissionRestriction: items && restrictions.map((each) => restrictionWire(call, each, items)),
  };
}

function restrictionWire(call: Call, restriction: TokenRestriction, fields: Fields): WireObject {
  const projectFields = nested(fields, 'project', shortFields, shortFields);
  const permissionFields = nested(fields, 'permission', shortFields, shortFields);
  const project = call.state.projects.get(restriction.projectId ?? '');
  const permission = call.state.permissions.get(restriction.permissionId);
  return {
    isGlobalScope: includes(fields, 'isGlobalScope', true, true)
      ? restriction.projectId === undefined
      : undefined,
    project: projectFields && project && projectWire(call, project, projectFields),
    permission: permissionFields && permission && permissionWire(permission, permissionFields),
  };
}
