import type { Call } from '../protocol/call.ts';
import { parseLocator } from './locator.ts';
import type { GroupRecord } from '../records.ts';
import { notFound } from '../protocol/rest-error.ts';

/** The group of `K`, `key:K` or `name:N`; 404 for anything else (section 2.9). */
export function findGroup(call: Call, text: string): GroupRecord {
  const locator = parseLocator(text);
  const [dimension] = locator.dimensions;
  const name = locator.single === undefined ? dimension?.name : 'key';
  const value = locator.single ?? dimension?.value ?? '';
  if (locator.dimensions.length > 1 || (name !== 'key' && name !== 'name')) {
    throw notFound(`Group locator '${text}' is not supported.`);
  }
  const group = name === 'key' ? call.state.groups.get(value) : groupNamed(call, value);
  if (group === undefined) throw notFound(`No group can be found by ${name} '${value}'.`);
  return group;
}

function groupNamed(call: Call, name: string): GroupRecord | undefined {
  return [...call.state.groups.values()].find((group) => group.name === name);
}
