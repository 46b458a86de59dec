import { describe, expect, it } from 'vitest';
import type { Connector } from '#connectors/connector.ts';
import { operations } from '#domain/operations.ts';
import type { Operation, Support } from '#domain/operations.ts';
import type { Subject } from '../subject.ts';
import { started } from './started.ts';

/** Whether the connector has what an operation takes. */
const abilities: { readonly [O in Operation]?: (connector: Connector) => boolean } = {
  LIST_USERS: () => true,
  READ_USER: () => true,
  LIST_ROLES: ({ roles }) => roles !== undefined,
  READ_ROLES: ({ holdings }) => holdings.has('roles'),
  LIST_GROUPS: ({ groups }) => groups !== undefined,
  READ_GROUPS: ({ holdings }) => holdings.has('groups'),
  LIST_TEAMS: ({ teams }) => teams !== undefined,
  READ_TEAMS: ({ holdings }) => holdings.has('teams'),
  LIST_PROJECTS: ({ projects }) => projects !== undefined,
  READ_PROJECT_PERMISSIONS: ({ holdings, projects }) =>
    holdings.has('projectPermissions') || projects?.permissions !== undefined,
  LIST_TOKENS: ({ tokens }) => tokens !== undefined,
};

export function capabilities(subject: Subject): void {
  describe('capabilities', () => {
    const upstream = started(subject);
    const supportOf = (connector: Connector, operation: Operation): Support =>
      connector.capabilities.find((each) => each.operation === operation)?.support ?? 'UNSUPPORTED';

    it('name operations that exist, each once', () => {
      const named = upstream()
        .connect()
        .capabilities.map(({ operation }) => operation);
      expect(named.filter((operation) => !operations.includes(operation))).toEqual([]);
      expect(new Set(named).size).toBe(named.length);
    });

    it.each(Object.entries(abilities) as [Operation, (connector: Connector) => boolean][])(
      'declare %s where there is an ability for it, and only there',
      (operation, hasAbility) => {
        const connector = upstream().connect();
        expect(supportOf(connector, operation) !== 'UNSUPPORTED').toBe(hasAbility(connector));
      },
    );

    it('declare READ_CURRENT_USER where somebody signs in', () => {
      const support = supportOf(upstream().connect(), 'READ_CURRENT_USER');
      expect(support !== 'UNSUPPORTED').toBe(subject.hasCurrentAccount);
    });

    it('declare LIST_TOKENS as SELF_ONLY where tokens are shown to their owner only', () => {
      const connector = upstream().connect();
      expect(supportOf(connector, 'LIST_TOKENS') === 'SELF_ONLY').toBe(connector.tokens?.reach === 'self');
    });

    it('say in a sentence why something is not simply supported', () => {
      for (const { operation, support, note } of upstream().connect().capabilities) {
        if (support === 'SUPPORTED') continue;
        expect(note, operation).toMatch(/\w+ \w+.*\.$/u);
      }
    });
  });
}
