import { describe, expect, it } from 'vitest';
import type { ProjectGrant } from '#connectors/connector.ts';
import type { Settled } from '#domain/settled.ts';
import type { Subject } from '../subject.ts';
import { permissionText } from './shown.ts';
import { started } from './started.ts';

export function projectPermissions(subject: Subject): void {
  describe('permissions on projects', () => {
    const upstream = started(subject);
    const projects = () => upstream().truth.entities.project ?? [];
    const read = async (ids: readonly string[]) => {
      const permissions = upstream().connect().projects?.permissions;
      if (permissions === undefined) throw new Error('Projects do not tell who may do what on them.');
      return permissions(upstream().call(), ids);
    };

    it('are told by projects where they should be, and only there', () => {
      expect(upstream().connect().projects?.permissions !== undefined).toBe(subject.hasProjectGrants);
    });
    if (!subject.hasProjectGrants) return;

    it('are those of the seed, read from all projects at once', async () => {
      const outcomes = await read(projects().map(({ id }) => id));
      expect([...outcomes.keys()].toSorted()).toEqual(
        projects()
          .map(({ id }) => id)
          .toSorted(),
      );
      for (const { id, name, grants } of projects()) {
        expect(grantTexts(outcomes.get(id)), name).toEqual(grants);
      }
    });

    it('are those of the seed, read project by project', async () => {
      for (const { id, name, grants } of projects()) {
        expect(grantTexts((await read([id])).get(id)), name).toEqual(grants);
      }
    });

    it('name accounts by their right logins', async () => {
      const { truth } = upstream();
      const logins = new Map(truth.accounts.map(({ id, login }) => [id, login]));
      const outcomes = await read(projects().map(({ id }) => id));
      const accounts = [...outcomes.values()].flatMap((outcome) =>
        outcome.ok ? outcome.value.map(({ account }) => account) : [],
      );
      expect(accounts.length).toBeGreaterThan(0);
      for (const { nativeId, login } of accounts) expect(login).toBe(logins.get(nativeId));
    });

    it('agree with what the accounts say of themselves', async () => {
      const { truth } = upstream();
      const outcomes = await read(projects().map(({ id }) => id));
      const fromProjects = [...outcomes.values()]
        .flatMap((outcome) => (outcome.ok ? grantTexts(outcome) : []))
        .filter((text) => !text.includes(' | via '));
      const fromAccounts = truth.accounts.flatMap(({ id, holdings }) =>
        (holdings.projectPermissions ?? []).map((text) => `${id}: ${text}`),
      );
      expect(fromProjects.toSorted()).toEqual(fromAccounts.toSorted());
    });

    it('of a project that is not there are not an empty list', async () => {
      const outcome = (await read(['999999'])).get('999999');
      if (outcome !== undefined) expect(outcome).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
      const [good] = projects();
      const both = await read(['999999', good?.id ?? '']);
      expect(grantTexts(both.get(good?.id ?? ''))).toEqual(good?.grants);
    });
  });
}

function grantTexts(outcome: Settled<readonly ProjectGrant[]> | undefined): string[] {
  if (outcome === undefined) return ['not told'];
  if (!outcome.ok) return [`failed: ${outcome.error.code}`];
  return outcome.value
    .map(({ account, permission: { permission, project, via } }) => {
      return `${account.nativeId}: ${permissionText(permission, project.nativeId, via)}`;
    })
    .toSorted();
}
