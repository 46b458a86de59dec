import { afterEach, describe, expect, it } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import { foremanConnector } from '#connectors/foreman/index.ts';
import { createIdentity } from '#domain/identity.ts';
import { readRecording } from '../../../support/foreman-recordings.ts';
import type { RecordedExchange } from '../../../support/foreman-recordings.ts';
import { callAs, connectTo, startFakeServer } from './fake-server.ts';
import type { Answered, FakeServer } from './fake-server.ts';

/**
 * Answers recorded from a real server, given to what the connector asks: the key is what it must ask, path and
 * decoded query, so that a changed question fails too.
 */
let server: FakeServer;
afterEach(async () => server.stop());

async function serve(answers: Record<string, RecordedExchange>): Promise<Connector> {
  server = await startFakeServer(({ path, rawQuery }): Answered => {
    const asked = rawQuery === '' ? path : `${path}?${decodeURIComponent(rawQuery)}`;
    const exchange = answers[asked];
    if (exchange === undefined) throw new Error(`nothing recorded for ${asked}`);
    const { status, body, bodyText, headers } = exchange.response;
    return { status, body: body ?? bodyText ?? '', type: headers['content-type'] ?? 'text/html' };
  });
  return connectTo(server);
}

function recorded(file: string, path: string, match = '', as?: string): RecordedExchange {
  const exchange = readRecording(file).find(
    ({ request, ...rest }) =>
      request.method === 'GET' &&
      request.path === path &&
      decodeURIComponent(request.query ?? '').includes(match) &&
      (as === undefined || rest.as === as),
  );
  if (exchange === undefined) throw new Error(`no ${path} ${match} in ${file}`);
  return exchange;
}

const none = new Set<never>();
const wanted = (...ids: string[]): { ids: string[]; logins: string[] } => ({ ids, logins: [] });

describe('answers of a real Foreman', () => {
  it('list rows found by id, some missing', async () => {
    const connector = await serve({
      '/api/users?search=id ^ (9,5,777,8,99999)&order=id ASC&per_page=all': recorded(
        '10-batching',
        '/api/users',
        'id ^ (9,5,777,5,8,99999)',
      ),
    });
    const answer = await connector.readAccounts(
      callAs(),
      wanted('9', '5', '777', '5', '8', '99999'),
      new Set(['details']),
    );
    expect(answer.failed).toEqual([]);
    expect(answer.found.map((one) => one.account.login)).toEqual([
      'ada.lovelace',
      'edsger.dijkstra',
      'barbara.liskov',
    ]);
    expect(answer.found[0]?.account).toMatchObject({
      nativeId: '5',
      displayName: 'Ada Lovelace',
      email: 'ada.lovelace@example.com',
      status: 'ACTIVE',
      isAdministrator: false,
      createdAt: Date.parse('2026-11-21T19:44:33Z'),
    });
    expect(answer.found[0]?.details).toMatchObject({
      ok: true,
      value: { authSource: 'Internal', organizations: ['Acme'], locations: ['Berlin'], isMailEnabled: false },
    });
    expect(answer.found[1]?.account.hasLoggedIn).toBe(false);
  });

  it('show, with roles through nested groups', async () => {
    const connector = await serve({
      '/api/users/8': recorded('03-users-show', '/api/users/8'),
      '/api/users/47': recorded('03-users-show', '/api/users/47'),
      '/api/users/26': recorded('03-users-show', '/api/users/26'),
      '/api/users/99999': recorded('03-users-show', '/api/users/99999'),
    });
    const answer = await connector.readAccounts(
      callAs(),
      wanted('8', '47', '26', '99999'),
      new Set(['roles', 'groups', 'details']),
    );
    expect(answer.failed).toEqual([]);
    const [edsger, group, disabled] = answer.found;
    expect(edsger?.holdings.groups).toMatchObject({
      ok: true,
      value: [{ group: { nativeId: '1', name: 'ops-oncall' } }],
    });
    expect(edsger?.holdings.roles).toMatchObject({
      ok: true,
      value: [
        { role: { name: 'Help desk' }, via: { type: 'group', group: { name: 'ops-oncall' } } },
        { role: { nativeId: '8', name: 'Viewer' }, via: { type: 'group', group: { name: 'ops' } } },
      ],
    });
    expect(group?.account.isAdministrator).toBe(true);
    expect(disabled?.account.status).toBe('DISABLED');
    expect(disabled?.details).toMatchObject({ ok: true, value: { kind: 'foreman' } });
  });

  it('times in the zone of a caller in Tokyo', async () => {
    const connector = await serve({
      '/api/current_user': recorded('03b-users-show-odd-ids', '/api/current_user'),
    });
    const { account } = await connector.readCurrentAccount(callAs(), none);
    expect(account.createdAt).toBe(Date.parse('2026-11-21T19:44:39Z'));
  });

  it('403 of a show and of a list, with the own record to fall back on', async () => {
    const own = recorded('03-users-show', '/api/users/48', '', 'limited.user');
    const connector = await serve({
      '/api/users/5': recorded('03-users-show', '/api/users/5', '', 'limited.user'),
      '/api/users/48': own,
      '/api/users?search=id ^ (5,48)&order=id ASC&per_page=all': recorded(
        '09-permission-denied',
        '/api/users',
      ),
      '/api/current_user': own,
    });
    for (const facets of [new Set(['groups'] as const), none]) {
      const answer = await connector.readAccounts(callAs(), wanted('5', '48'), facets);
      expect(answer.found.map((one) => one.account.login)).toEqual(['limited.user']);
      expect(answer.failed).toMatchObject([{ wanted: { id: '5' }, error: { code: 'UPSTREAM_FORBIDDEN' } }]);
    }
  });

  it('groups and their direct members', async () => {
    const connector = await serve({
      '/api/usergroups?order=id ASC&per_page=all': recorded('10-batching', '/api/usergroups'),
      '/api/usergroups/1': recorded('06a-usergroups', '/api/usergroups/1'),
      '/api/usergroups/2': recorded('06a-usergroups', '/api/usergroups/2'),
      '/api/usergroups/4/users?order=id ASC&page=1&per_page=250': recorded(
        '06a-usergroups',
        '/api/usergroups/4/users',
      ),
      '/api/usergroups/999/users?order=id ASC&page=1&per_page=250': recorded(
        '06a-usergroups',
        '/api/usergroups/999/users',
      ),
    });
    const groups = await connector.groups?.read(callAs(), ['1', '2']);
    expect(groups?.get('1')).toMatchObject({ name: 'ops-oncall', parents: [{ name: 'ops' }], isWhole: true });
    expect(groups?.get('2')).toMatchObject({ parents: [], roles: [{ name: 'Viewer' }] });
    const ids: string[] = [];
    for await (const page of connector.groups?.members?.(callAs(), '4') ?? []) {
      ids.push(...page.map((account) => account.nativeId));
    }
    expect(ids).toEqual(['13', '14', '19', '43']);
    const missing = connector.groups?.members?.(callAs(), '999')[Symbol.asyncIterator]().next();
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('roles with what their filters allow', async () => {
    const connector = await serve({
      '/api/roles?search=id ^ (8,13,99)&order=id ASC&per_page=all': recorded(
        '10-batching',
        '/api/roles',
        'id ^',
      ),
      '/api/filters?search=role_id ^ (8,13,99)&order=id ASC&per_page=all': recorded(
        '05b-filters',
        '/api/filters',
        'role_id ^ (13,14)',
      ),
    });
    const roles = await connector.roles?.read(callAs(), ['8', '13', '99']);
    expect([...(roles?.keys() ?? [])]).toEqual(['8', '13']);
    expect(roles?.get('13')?.permissions).toEqual(['edit_users', 'view_usergroups', 'view_users']);
  });

  it('tokens in all states, with question marks in the keys', async () => {
    const tokens = '/api/users/5/personal_access_tokens';
    const connector = await serve({
      [`${tokens}?order=id ASC&per_page=all`]: recorded('07a-personal-access-tokens', tokens),
      '/api/users/99999/personal_access_tokens?order=id ASC&per_page=all': recorded(
        '07b-personal-access-tokens-errors',
        '/api/users/99999/personal_access_tokens',
      ),
      '/api/users/13/personal_access_tokens?order=id ASC&per_page=all': recorded(
        '07c-personal-access-tokens-who',
        '/api/users/13/personal_access_tokens',
      ),
    });
    const lists = await connector.tokens?.list(callAs(), ['5', '99999', '13']);
    const own = lists?.get('5');
    expect(
      own?.ok === true ? own.value.map((one) => [one.name, one.state, one.usage, one.expiry]) : own,
    ).toEqual([
      ['ci', 'ACTIVE', 'NEVER_USED', 'NEVER'],
      ['laptop', 'ACTIVE', 'NEVER_USED', 'EXPIRES'],
      ['old-laptop', 'EXPIRED', 'NEVER_USED', 'EXPIRES'],
      ['lost-phone', 'REVOKED', 'NEVER_USED', 'NEVER'],
      ['deploy', 'ACTIVE', 'USED', 'NEVER'],
      ['expired-and-revoked', 'REVOKED', 'NEVER_USED', 'EXPIRES'],
    ]);
    for (const id of ['99999', '13']) {
      const outcome = lists?.get(id);
      expect(outcome).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
      expect(JSON.stringify(outcome)).not.toMatch(/WHERE/u);
    }
  });

  it('version and rights of a caller with few', async () => {
    const connector = await serve({
      '/api/status': recorded('08-current-user-status-ping', '/api/status'),
      '/api/current_user': recorded('03-users-show', '/api/users/48', '', 'limited.user'),
      '/api/permissions/current_permissions': recorded(
        '08-current-user-status-ping',
        '/api/permissions/current_permissions',
      ),
    });
    const { version, capabilities } = await connector.probe(callAs());
    expect(version).toBe('3.13.0-develop');
    expect(capabilities.map((one) => [one.operation, one.support])).toEqual([
      ['LIST_ROLES', 'UNSUPPORTED'],
      ['LIST_TOKENS', 'SELF_ONLY'],
    ]);
  });

  it('every recorded failure of a list is one of ours, and none shows database text', async () => {
    const names = [
      '01-auth',
      '02-users-list',
      '02b-users-search',
      '02c-users-list-extras',
      '09-permission-denied',
    ];
    const more = ['11-organizations-locations', '11b-organizations-of-callers', '13-error-shapes'];
    const failures = [...names, ...more]
      .flatMap((name) => readRecording(name))
      .filter(({ request, response }) => request.method === 'GET' && response.status >= 400);
    expect(failures.length).toBeGreaterThan(30);
    const codes = new Set<string>();
    for (const { response } of failures) {
      const fake = await startFakeServer(() => ({
        status: response.status,
        body: response.body ?? response.bodyText ?? '',
        type: response.headers['content-type'] ?? 'text/html',
      }));
      const first = connectTo(fake).listAccounts(callAs())[Symbol.asyncIterator]().next();
      const error = await first.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      await fake.stop();
      expect(error).toMatchObject({ system: 'foreman', httpStatus: response.status });
      expect(String(error)).not.toMatch(/PG::|WHERE|SELECT|Unable to authenticate/u);
      codes.add((error as { code: string }).code);
    }
    expect([...codes].toSorted((one, other) => one.localeCompare(other))).toEqual([
      'NOT_FOUND',
      'UPSTREAM_BAD_RESPONSE',
      'UPSTREAM_FORBIDDEN',
      'UPSTREAM_REJECTED',
      'UPSTREAM_UNAUTHENTICATED',
      'UPSTREAM_UNAVAILABLE',
    ]);
    server = await startFakeServer(() => ({ body: {} }));
  });

  it('the headers a real server accepted are those the connector makes', () => {
    const first = readRecording('03-users-show')[0];
    const header = foremanConnector.authorization(
      { username: 'admin', password: 'changeme' },
      foremanConnector.settings.parse({}),
    );
    expect(header).toBe(first?.request.headers['Authorization']);
    const identity: Call['identity'] = createIdentity(header ?? '', false);
    expect(JSON.stringify(identity)).not.toContain('Basic');
  });
});
