import type { Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Incoming } from '../protocol/endpoint.ts';
import { findGroup } from '../finders/group-finder.ts';
import {
  requireGroupChange,
  requireProfileChange,
  requireViewAll,
} from '../permissions/permission-checks.ts';
import { badRequest, notFound } from '../protocol/rest-error.ts';
import { findUser } from '../finders/user-finder.ts';
import { propertiesWire } from '../wire/properties.ts';
import { groupHref, userHref } from '../wire/users-and-groups.ts';

interface PropertyHolder {
  readonly href: string;
  readonly properties: Map<string, string>;
}

type FindHolder = (call: Call, locator: string, purpose: 'read' | 'write') => PropertyHolder;

/** Properties of users and groups: the collection is an entity, a single one is text (sections 2.7 and 3.1). */
export function routeProperties(router: Router<Incoming>): void {
  routePropertiesOf(router, '/users/:holder', (call, locator, purpose) => {
    const user = findUser(call, locator);
    if (purpose === 'write') requireProfileChange(call, user);
    return { href: userHref(call, user), properties: user.properties };
  });
  routePropertiesOf(router, '/userGroups/:holder', (call, locator, purpose) => {
    requireViewAll(call);
    const group = findGroup(call, locator);
    if (purpose === 'write') requireGroupChange(call, group, 'change_usergroup');
    return { href: groupHref(call, group), properties: group.properties };
  });
}

function routePropertiesOf(router: Router<Incoming>, path: string, find: FindHolder): void {
  resource(router, `${path}/properties`, {
    GET: {
      produces: 'entity',
      run: (call, { holder = '' }) => {
        const { href, properties } = find(call, holder, 'read');
        const value = propertiesWire(`${href}/properties`, properties, requestedFields(call));
        return { element: 'properties', value };
      },
    },
  });
  resource(router, `${path}/properties/:name`, {
    GET: {
      produces: 'text',
      run: (call, { holder = '', name = '' }) => readProperty(find(call, holder, 'read').properties, name),
    },
    PUT: {
      consumes: 'text',
      produces: 'text',
      run: (call, { holder = '', name = '' }, body) => {
        find(call, holder, 'write').properties.set(name, body.text);
        return body.text;
      },
    },
    DELETE: {
      produces: 'nothing',
      run: (call, { holder = '', name = '' }) => {
        find(call, holder, 'write').properties.delete(name);
      },
    },
  });
}

function readProperty(properties: ReadonlyMap<string, string>, name: string): string {
  if (name.startsWith('secure:'))
    throw badRequest('Secure properties are not supported to be read via REST API.');
  const value = properties.get(name);
  if (value === undefined) throw notFound(`No property with name '${name}' is found.`);
  return value;
}
