import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '#context.ts';

/** Told of each operation that has ended: `query`, `mutation` or `none` where there was none to run, and its codes. */
export type OnOperation = (type: string, codes: readonly string[]) => void;

export function countOperations(onOperation: OnOperation): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ operation, response: { body } }) => {
        const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
        const codes = errors.map(({ extensions }) => codeOf(extensions?.['code']));
        onOperation(operation?.operation ?? 'none', codes);
      },
    }),
  };
}

/** Every error has one by now; what has not is none of ours. */
function codeOf(code: unknown): string {
  return typeof code === 'string' ? code : 'INTERNAL';
}
