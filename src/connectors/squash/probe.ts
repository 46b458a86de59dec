import type { Call, Probe } from '#connectors/connector.ts';
import type { Capability, Operation } from '#domain/operations.ts';
import { settle } from '#domain/settled.ts';
import { isSuccess } from '#http/answer.ts';
import type { PageShape } from '#http/answer.ts';
import { writingOperations } from './capabilities.ts';
import type { Client } from './client.ts';
import type { Contents } from './contents.ts';
import type { FactsMemory } from './facts.ts';
import type { LoginLookup } from './login-lookup.ts';
import { pageOf, projectRow, teamRow, userRow } from './wire.ts';
import type { Page, PageFacts } from './wire.ts';

const oneRow = 'page=0&size=1&sort=id';

/** A page of one row, or that the credentials may not see it. */
type FirstRow<Row> = Page<Row> | 'forbidden';

/**
 * Three calls that prove the credentials and give the sizes, then up to five that find out which plugin and which
 * form of permissions there is. The API tells no version.
 */
export function createProbe(
  client: Client,
  logins: LoginLookup,
  contents: Contents,
  memory: FactsMemory,
): (call: Call) => Promise<Probe> {
  const firstRow = async <Row>(
    call: Call,
    path: string,
    page: PageShape<PageFacts, Row>,
  ): Promise<FirstRow<Row>> => {
    const answer = await client.get(call, path, oneRow);
    if (isSuccess(answer)) return client.page(page, answer);
    if (answer.status === 403) return 'forbidden';
    throw client.refusalOfKnownPath(call, answer);
  };

  return async (call) => {
    const users = await firstRow(call, '/users', pageOf(userRow, ['users']));
    const [teams, projects] = await Promise.all([
      firstRow(call, '/teams', pageOf(teamRow, ['teams'])),
      firstRow(call, '/projects', pageOf(projectRow, ['projects', 'project-templates'])),
    ]);
    const facts = memory.of(call);
    if (teams !== 'forbidden' && teams.total !== undefined) facts.teamCount = teams.total;
    if (projects !== 'forbidden' && projects.total !== undefined) facts.projectCount = projects.total;

    const user = users === 'forbidden' ? undefined : users.rows[0];
    const project = projects === 'forbidden' ? undefined : projects.rows[0];
    const [byLogin, grants] = await Promise.all([
      user === undefined ? undefined : settle(logins.find(call, user.login), client.system),
      project === undefined ? undefined : settle(contents.ofProject(call, project.id), client.system),
      user === undefined ? undefined : settle(contents.ofUser(call, user.id), client.system),
    ]);
    // The account was listed a moment ago: where it is not found by login, nothing serves that path.
    if (byLogin?.ok === true && byLogin.value.outcome === 'unserved') facts.loginService = 'absent';

    return {
      capabilities: [
        ...(users === 'forbidden'
          ? refused(['LIST_USERS', 'READ_USER', 'LIST_GROUPS', 'READ_GROUPS', ...writingOperations])
          : []),
        ...(teams === 'forbidden' ? refused(['LIST_TEAMS', 'READ_TEAMS']) : []),
        ...(projects === 'forbidden' ? refused(['LIST_PROJECTS']) : []),
        ...(users === 'forbidden' || (grants?.ok === false && grants.error.code === 'UPSTREAM_FORBIDDEN')
          ? refused(['READ_PROJECT_PERMISSIONS'])
          : []),
        ...(facts.loginService === 'absent' ? [withoutLoginService] : []),
      ],
    };
  };
}

const withoutLoginService: Capability = {
  operation: 'READ_USER',
  support: 'EMULATED',
  note: 'The API REST Admin plugin does not answer: accounts wanted by login are looked for in the list of all.',
};

function refused(names: readonly Operation[]): readonly Capability[] {
  return names.map((operation) => ({
    operation,
    support: 'UNSUPPORTED',
    note: 'The server refuses it to these credentials; it takes those of an administrator.',
  }));
}
