import { invalid, Refusal } from '../answers.ts';
import type { Call } from '../call.ts';
import { isLocked } from '../locked-roles.ts';
import type { FilterRow, RoleRow } from '../rows.ts';
import { searchMatcher } from '../search/matcher.ts';

/** A filter as it would be, with its role. */
export interface FilterDraft extends Pick<
  FilterRow,
  'search' | 'override' | 'permissionIds' | 'organizationIds' | 'locationIds'
> {
  readonly role: RoleRow;
}

/** Refuses with E3 what is wrong with a filter (foreman.md 4.3). */
export function checkFilter(call: Call, draft: FilterDraft, id: number | undefined): void {
  const errors = {
    ...(isLocked(draft.role) ? { role_id: ['is locked for user modifications.'] } : {}),
    ...permissionErrors(call, draft),
    ...searchErrors(call, draft),
  };
  if (Object.keys(errors).length > 0) throw invalid(id, errors);
}

function permissionErrors(call: Call, draft: FilterDraft): Record<string, string[]> {
  const types = resourceTypes(call, draft);
  if (types.size === 0) return { permissions: ['You must select at least one permission'] };
  if (types.size === 1) return {};
  return { permissions: [`must be of same resource type (${[...types].join(',')})`] };
}

/** Searches of resources that are not simulated cannot be checked, and pass. */
function searchErrors(call: Call, draft: FilterDraft): Record<string, string[]> {
  const [type] = resourceTypes(call, draft);
  if (draft.search === undefined || type === undefined) return {};
  try {
    checkSearch(call, type, draft.search);
    return {};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { search: [`invalid search query: ${error.message}`] };
  }
}

function checkSearch(call: Call, resourceType: string, search: string): void {
  const { fields } = call.server;
  const clock = { now: call.server.now(), zone: call.caller.zone };
  const checks: Readonly<Record<string, () => unknown>> = {
    User: () => searchMatcher(search, fields.users, clock),
    Usergroup: () => searchMatcher(search, fields.groups, clock),
    Role: () => searchMatcher(search, fields.roles, clock),
    Filter: () => searchMatcher(search, fields.filters, clock),
    PersonalAccessToken: () => searchMatcher(search, fields.tokens, clock),
  };
  checks[resourceType]?.();
}

function resourceTypes(call: Call, draft: FilterDraft): ReadonlySet<string | undefined> {
  const { permissions } = call.server.store;
  return new Set([...draft.permissionIds].map((id) => permissions.get(id)?.resourceType));
}
