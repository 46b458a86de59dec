import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/intents.ts';
import { bobToken } from '../../../support/teamcity-seed.ts';
import { callAs } from './upstream.ts';
import { accountOf, aliceAccount, mention, root, startWritingServer } from './writing-server.ts';

describe('the last administrator', () => {
  const rootAccount = accountOf('1', 'root');
  const ends = async (account: typeof rootAccount, intents: readonly Intent[]): Promise<boolean> =>
    (await startWritingServer()).writing.endsAdministration(root, account, intents);
  const adminRole = { role: mention('SYSTEM_ADMIN') };

  it('ends by deleting and by taking the role or the group that makes it', async () => {
    const throughGroup = accountOf('20', 'current');
    expect(await ends(rootAccount, [{ kind: 'delete' }])).toBe(true);
    expect(await ends(rootAccount, [{ kind: 'removeRole', ...adminRole }])).toBe(true);
    expect(await ends(throughGroup, [{ kind: 'removeGroup', group: mention('ADMINS') }])).toBe(true);
  });

  it('does not end by what takes nothing that makes it, or is given back at once', async () => {
    expect(await ends(rootAccount, [{ kind: 'removeRole', role: mention('PROJECT_VIEWER') }])).toBe(false);
    expect(
      await ends(rootAccount, [{ kind: 'removeRole', ...adminRole, project: mention('Payments') }]),
    ).toBe(false);
    expect(await ends(rootAccount, [{ kind: 'setStatus', status: 'DISABLED' }])).toBe(false);
    expect(
      await ends(rootAccount, [
        { kind: 'addGroup', group: mention('ADMINS') },
        { kind: 'removeRole', ...adminRole },
      ]),
    ).toBe(false);
    expect(await ends(accountOf('20', 'current'), [{ kind: 'removeRole', ...adminRole }])).toBe(false);
  });

  it('is not one whom nobody made one', async () => {
    expect(await ends(aliceAccount, [{ kind: 'delete' }])).toBe(false);
  });

  it('is guarded where it cannot be told', async () => {
    const server = await startWritingServer();
    expect(await server.writing.endsAdministration(callAs(bobToken), rootAccount, [{ kind: 'delete' }])).toBe(
      true,
    );
    server.faults.add({ fault: { kind: 'reset', when: 'before' } });
    expect(await server.writing.endsAdministration(root, rootAccount, [{ kind: 'delete' }])).toBe(true);
  });
});
