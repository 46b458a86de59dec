import { sandboxSystems } from '#sandbox/sandbox.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { userIds } from '../gateway-query.ts';
import type { Row } from '../gateway-row.ts';
import type { GraphqlAnswer, Stack } from '../start-stack.ts';

/** What one question brought, over all systems. */
export interface Told {
  /** Single facts of each system; equal states give equal lists. */
  readonly facts: Readonly<Record<SandboxSystem, readonly string[]>>;
  /** Whatever names something missing: errors, problems of sources, of changes, and what the caller can mend. */
  readonly problems: readonly { readonly code: string; readonly system: string | undefined }[];
  /** Everything that was sent back. */
  readonly answers: readonly GraphqlAnswer[];
}

export interface Question {
  readonly name: string;
  ask(gateway: Stack): Promise<Told>;
}

const fresh = { 'cache-control': 'no-cache' };

/** One of each kind that is answered in a way of its own. */
export async function questionsFor(gateway: Stack): Promise<readonly Question[]> {
  const ids = await Promise.all(sandboxSystems.map((system) => userIds(gateway, system, 3)));
  return [everybody, byIds(ids.flat()), current, catalogues, dryRuns];
}

const everybody: Question = {
  name: 'everybody',
  ask: async (gateway) => {
    const answer = await gateway.query(
      `{ users(first: 500) { nodes { system { key } login email status }
         sources { system { key } problem { code system { key } } } } }`,
      {},
      fresh,
    );
    const { nodes = [], sources = [] } = answer.data?.users ?? {};
    return told([answer], sources, (system) =>
      nodes.filter(isOf(system)).map(({ login, email, status }: Row) => `${login} ${email} ${status}`),
    );
  },
};

const holdings = ['roles', 'groups', 'teams', 'projectPermissions'];

function byIds(ids: readonly string[]): Question {
  const document = `query ($ids: [ID!]!) { nodes(ids: $ids) {
    ... on User { system { key } login ${holdings.map((kind) => `${kind} { label }`).join(' ')} } } }`;
  return {
    name: 'accounts by id',
    ask: async (gateway) => {
      const answer = await gateway.query(document, { ids }, fresh);
      const nodes = (answer.data?.nodes ?? []).filter((node: Row) => node !== null);
      return told([answer], [], (system) => nodes.filter(isOf(system)).flatMap(heldFacts));
    },
  };
}

function heldFacts(node: Row): string[] {
  return [
    node.login,
    ...holdings.flatMap((kind) =>
      node[kind] === null
        ? []
        : // That there is nothing is a fact too.
          [
            `${node.login} ${kind}`,
            ...node[kind].map(({ label }: Row) => `${node.login} ${kind} ${label}`).sort(),
          ],
    ),
  ];
}

const current: Question = {
  name: 'current account',
  ask: async (gateway) => {
    const fields = sandboxSystems.map((key) => `${key}: user(by: { current: "${key}" }) { login }`);
    const answer = await gateway.query(`{ ${fields.join(' ')} }`, {}, fresh);
    return told([answer], [], (system) => {
      const account = answer.data?.[system];
      return account === null || account === undefined ? [] : [account.login];
    });
  },
};

const catalogues: Question = {
  name: 'roles, groups, teams',
  ask: async (gateway) => {
    const rest =
      '{ nodes { name system { key } } sources { system { key } problem { code system { key } } } }';
    const answer = await gateway.query(
      `{ roles(first: 500) ${rest} groups(first: 500) ${rest} teams(first: 500) ${rest} }`,
      {},
      fresh,
    );
    const lists = ['roles', 'groups', 'teams'].map(
      (name) => answer.data?.[name] ?? { nodes: [], sources: [] },
    );
    return told(
      [answer],
      // Squash TM has no roles, and nobody else has teams; that is so on the best of days.
      lists
        .flatMap(({ sources }: Row) => sources)
        .filter((source: Row) => source.problem?.code !== 'UNSUPPORTED'),
      (system) => {
        const rows: Row[] = lists.flatMap(({ nodes }) => nodes).filter(isOf(system));
        const names: string[] = rows.map(({ name }) => name);
        return names.toSorted();
      },
    );
  },
};

const renamings: Readonly<Record<SandboxSystem, readonly [login: string, profile: object]>> = {
  zephyr: ['emily.chen', { firstName: 'Emmy' }],
  foreman: ['emily.chen', { firstName: 'Emmy' }],
  squash: ['echen', { firstName: 'Emmy' }],
  teamcity: ['emily.chen', { displayName: 'Emmy' }],
};

/** One for each system: in one document the first failure would take the rest with it. */
const dryRuns: Question = {
  name: 'dry run',
  ask: async (gateway) => {
    const answers = await Promise.all(
      sandboxSystems.map(async (system) => {
        const [login, profile] = renamings[system];
        const input = { user: { login: { system, login } }, profile, dryRun: true };
        return gateway.query(
          `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { outcome
             changes { summary outcome system { key } problem { code system { key } } }
             userErrors { code system { key } } } }`,
          { input },
          fresh,
        );
      }),
    );
    const payloads = answers.map(({ data }) => data?.updateUser ?? { changes: [], userErrors: [] });
    const changes = payloads.flatMap((payload) => payload.changes);
    const mended = payloads.flatMap(({ userErrors }) => userErrors.map((problem: Row) => ({ problem })));
    return told(answers, [...changes, ...mended], (system) =>
      changes
        .filter((change: Row) => isOf(system)(change) && change.outcome === 'PLANNED')
        .map(({ summary }: Row) => summary),
    );
  },
};

function isOf(system: SandboxSystem): (row: Row) => boolean {
  return (row) => row.system.key === system;
}

function told(
  answers: readonly GraphqlAnswer[],
  withProblems: readonly Row[],
  factsOf: (system: SandboxSystem) => readonly string[],
): Told {
  const stated = withProblems
    .filter(({ problem }) => problem !== null)
    .map(({ problem }) => ({
      code: problem.code as string,
      system: problem.system?.key as string | undefined,
    }));
  const errors = answers.flatMap(({ errors = [] }) =>
    errors.map(({ extensions: { code, system } }) => ({ code, system })),
  );
  return {
    answers,
    problems: [...stated, ...errors],
    facts: Object.fromEntries(sandboxSystems.map((system) => [system, factsOf(system)])) as Told['facts'],
  };
}
