import { z } from 'zod';

/** Values that come out of `${NAME}` are text; numbers and switches take it. */
const number = (schema: z.ZodNumber) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d+$/u.test(value) ? Number(value) : value),
    schema,
  );
const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean({ error: 'expected true or false' }),
);
const anyText = z.string({
  error: ({ input }) =>
    input === undefined || input === null
      ? 'expected text; it is missing'
      : 'expected text; numbers, true and false need quotes',
});
const text = anyText.min(1, 'expected text, got an empty one');
const whole = (low: number, high: number) =>
  number(
    z
      .number({ error: `expected a whole number from ${low} to ${high}` })
      .int(`expected a whole number from ${low} to ${high}`)
      .min(low, `expected a whole number from ${low} to ${high}`)
      .max(high, `expected a whole number from ${low} to ${high}`),
  );
const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `expected one of ${values.join(', ')}` });

/** Each part may be left out; its members then have their defaults. */
const part = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape).prefault({} as never);

const gatewayKey = z.strictObject({
  name: text,
  sha256: text.regex(/^[0-9a-f]{64}$/u, 'expected the SHA-256 of the key as 64 lower-case hex digits'),
  scopes: z
    .array(choice(['READ', 'WRITE', 'TOKENS', 'ADMIN']), { error: 'expected a list of scopes' })
    .min(1, 'expected at least one scope'),
});

/** Signatures with a public key: with a shared secret whoever can check a token could also make one. */
const jwtAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const jwt = z.strictObject({
  issuer: text,
  audience: text,
  jwksUri: text,
  algorithms: z
    .array(choice(jwtAlgorithms), { error: 'expected a list of algorithms' })
    .min(1, 'expected at least one algorithm')
    .default(['RS256', 'ES256']),
  scopesClaim: text.default('scope'),
  nameClaim: text.default('sub'),
  clockSkewSeconds: whole(0, 600).default(30),
  jwksMaxAgeSeconds: whole(1, 86_400).default(600),
  caFile: text.optional(),
});

const credentials = z.strictObject({
  username: anyText.optional(),
  password: anyText.optional(),
  token: text.optional(),
});

export const systemMembers = {
  key: text.regex(
    /^[a-z][a-z0-9-]{0,39}$/u,
    'expected lower-case letters, digits and hyphens, a letter first, at most 40',
  ),
  kind: text,
  name: text.optional(),
  url: text,
  credentials: credentials.optional(),
  callerCredentials: choice(['ignore', 'allow', 'require']).default('ignore'),
  readOnly: flag.default(false),
  timeoutMs: whole(1, 600_000).default(10_000),
  connectTimeoutMs: whole(1, 600_000).default(3000),
  firstByteTimeoutMs: whole(1, 600_000).optional(),
  maxConcurrency: whole(1, 256).default(8),
  maxQueue: whole(0, 1_000_000).default(10_000),
  retries: whole(0, 10).default(2),
  breaker: part({
    failures: whole(0, 10_000).default(10),
    openMs: whole(1, 3_600_000).default(1000),
    maxOpenMs: whole(1, 3_600_000).default(30_000),
  }),
  signInRetryMs: whole(1, 86_400_000).default(60_000),
  caFile: text.optional(),
  settings: z.unknown().optional(),
};
export const systemShape = z.strictObject(systemMembers);

/** Parts of which several members are checked together. */
export const partMembers = {
  server: {
    host: text.default('127.0.0.1'),
    port: whole(0, 65_535).default(4000),
    graphiql: flag.default(true),
    introspection: flag.default(true),
    metrics: flag.default(true),
    corsOrigins: z.array(text, { error: 'expected a list of origins' }).default([]),
    drainSeconds: whole(0, 3600).default(20),
  },
  auth: {
    mode: choice(['none', 'keys', 'jwt']).default('none'),
    allowAnonymous: flag.default(false),
    keys: z.array(gatewayKey, { error: 'expected a list of keys' }).default([]),
    jwt: jwt.optional(),
  },
  limits: {
    defaultPageSize: whole(1, 10_000).default(50),
    maxPageSize: whole(1, 10_000).default(500),
    maxTokenOwners: whole(1, 1_000_000).default(2000),
    maxRows: whole(1, 1_000_000_000).default(1_000_000),
    maxAnswerRows: whole(1, 1_000_000_000).default(50_000),
    maxUpstreamCalls: whole(1, 10_000_000).default(5000),
    maxDepth: whole(1, 1000).default(25),
    maxAliases: whole(0, 100_000).default(1000),
    maxRootFields: whole(1, 100_000).default(500),
    maxVariableValues: whole(1, 10_000_000).default(20_000),
    maxBodyBytes: whole(1024, 104_857_600).default(1_048_576),
    maxRequestsAtOnce: whole(1, 1_000_000).default(500),
    requestsPerMinute: whole(0, 100_000_000).default(0),
    maxAnswerBytes: whole(1024, 1_073_741_824).default(8_388_608),
  },
  snapshots: {
    freshSeconds: whole(0, 86_400).default(30),
    maxAgeSeconds: whole(0, 86_400).default(300),
    maxStaleSeconds: whole(0, 604_800).default(86_400),
    maxBytes: whole(1_048_576, 68_719_476_736).default(268_435_456),
  },
  documents: { file: text.optional(), only: flag.default(false) },
};

/** The file as written, after `${…}` was filled in. What it says about single systems is checked apart. */
export const configShape = z.strictObject({
  server: part(partMembers.server),
  auth: part(partMembers.auth),
  systems: z
    .array(systemShape, { error: 'expected a list of systems' })
    .min(1, 'expected at least one system'),
  limits: part(partMembers.limits),
  snapshots: part(partMembers.snapshots),
  log: part({ level: choice(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info') }),
  documents: part(partMembers.documents),
  data: part({
    dir: text.default('./data'),
    keepIdempotencyKeysHours: whole(1, 8760).default(24),
  }),
  // For people, which are to come: checked already, so that a file written for them is right.
  people: part({
    rules: z.array(choice(['link', 'email', 'login'])).default(['link', 'email', 'login']),
    links: z.array(z.strictObject({ email: text, accounts: z.record(z.string(), text) })).default([]),
  }),
});

export type ConfigFile = z.infer<typeof configShape>;
export type SystemFile = ConfigFile['systems'][number];
