/**
 * An automation that lets somebody in: rehearse, apply exactly what was rehearsed, repeat safely, read the audit.
 *
 *   npm exec -- node examples/automation/joiner.ts http://127.0.0.1:4000/graphql
 *
 * Runs against the embedded sandbox (`npm start`) as it is; with ROLLCALL_KEY against a gateway that asks for a key.
 */
const url = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';
const key = process.env['ROLLCALL_KEY'];

interface Payload {
  readonly outcome: string;
  readonly planHash: string;
  readonly changes: readonly { readonly summary: string; readonly outcome: string }[];
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
}

const payload = 'outcome planHash changes { summary outcome } userErrors { code message field }';

async function mutate(document: string, variables: object): Promise<Payload> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query: document, variables }),
  }).catch(() => giveUp(`No gateway answers at ${url}; start one with: npm start`));
  const { data, errors } = (await response.json()) as {
    readonly data?: { readonly done: Payload };
    readonly errors?: readonly { readonly message: string }[];
  };
  // `errors` is for developers: the document is wrong, or the gateway could not do its work at all.
  if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.done;
}

function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function show(title: string, { outcome, changes, userErrors }: Payload): void {
  process.stdout.write(`${title}: ${outcome}\n`);
  for (const change of changes) process.stdout.write(`  ${change.outcome.padEnd(11)} ${change.summary}\n`);
  for (const error of userErrors)
    process.stdout.write(`  ${error.code} ${error.field?.join('.') ?? ''} ${error.message}\n`);
}

const create = `mutation($input: CreateUserInput!) { done: createUser(input: $input) { ${payload} } }`;
const assign = `mutation($input: RolesInput!) { done: assignRoles(input: $input) { ${payload} } }`;
const remove = `mutation($input: DeleteUsersInput!) { done: deleteUsers(input: $input) { ${payload} } }`;

const login = 'grace.murray';
const user = { login: { system: 'teamcity', login } };
const newcomer = {
  system: 'teamcity',
  profile: { login, displayName: 'Grace Murray', email: 'grace.murray@blockpost.example' },
  groups: ['Verification'],
  generatePassword: true,
  reason: 'HR-1024: joins the verification team',
};

// 1. Rehearse: nothing is written.
show('Rehearsal', await mutate(create, { input: { ...newcomer, dryRun: true } }));

// 2. Create. The key makes a repeat harmless: after a time-out, a crash, or by mistake. One key stands for one intention:
// this example removes at its end whom it let in, so that another run of it is another intention.
const keyed = { input: { ...newcomer, idempotencyKey: `HR-1024 ${new Date().toISOString()}` } };
show('Creation', await mutate(create, keyed));
show('The same again', await mutate(create, keyed));

// 3. Grant. What is already so is UNCHANGED, so this too may be repeated.
const roles = [{ role: 'Project developer', project: 'Core' }];
show('Role', await mutate(assign, { input: { user, roles, reason: 'HR-1024' } }));
show('Role again', await mutate(assign, { input: { user, roles, reason: 'HR-1024' } }));

// 4. What cannot be taken back goes behind a guard: only the plan that was seen is applied.
const removal = { users: [user], reason: 'HR-1024: changed her mind' };
const seen = await mutate(remove, { input: { ...removal, dryRun: true } });
show('Rehearsed removal', seen);
show('Removal', await mutate(remove, { input: { ...removal, guard: { planHash: seen.planHash } } }));
