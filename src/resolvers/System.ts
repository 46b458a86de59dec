import { healthOf } from '#directory/health.ts';
import type { SystemResolvers } from '#generated/resolvers.ts';
import { globalId } from './global-id.ts';

export const System: SystemResolvers = {
  id: globalId,
  key: ({ system }) => system.key,
  name: ({ system }) => system.name,
  kind: ({ system }) => system.kind,
  url: ({ system }) => system.url,
  version: async ({ system }, _args, context) => {
    const { outcome } = await context.directory.check(system);
    return outcome.ok ? outcome.value.version : undefined;
  },
  isReadOnly: ({ system }) => system.isReadOnly,
  health: async ({ system }, _args, context) => healthOf(await context.directory.check(system), system),
  capabilities: ({ system }, { operations }, context) => context.directory.capabilities(system, operations),
};
