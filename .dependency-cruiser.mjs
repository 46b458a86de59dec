/**
 * Who may import what (docs/architecture.md). `npm run check:imports` holds it, types included: a type that is known in
 * the wrong place is a dependency all the same.
 */

/** What a folder (or file) may import of ours, itself included; everything else of ours is an error. */
function mayImport(name, from, allowed, comment) {
  return {
    name: `${name}-imports`,
    comment,
    severity: 'error',
    from: { path: from },
    to: { path: '^(src|test|bench|examples|scripts)/', pathNot: [from, ...allowed] },
  };
}

/** Where a library may be used; one door keeps it replaceable and its quirks in one place. */
function oneDoor(library, doors, comment) {
  return {
    name: `one-door-${library.replace(/\W+/gu, '-').replace(/^-/u, '')}`,
    comment,
    severity: 'error',
    from: { path: '^src/', pathNot: doors },
    to: { path: `^node_modules/${library}/` },
  };
}

const domain = '^src/domain/';
const contract = '^src/connectors/(connector|writing|call)[.]ts$';
const compositionRoots = '^src/(gateway|graph|settings-of-the-process|check-systems|connect-system)[.]ts$';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Files in a ring cannot be read, tested or loaded one by one; shared words belong into a leaf.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'What cannot be found here is not checked by any other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },

    mayImport('domain', domain, [], 'Shared words lie below everything: they know nobody.'),
    mayImport(
      'http',
      '^src/http/',
      ['^src/domain/(errors|circuit)[.]ts$'],
      'The way to upstreams knows its errors and its circuit, not what is asked or for whom.',
    ),
    mayImport(
      'connector-contract',
      contract,
      [domain, '^src/http/http[.]ts$', contract],
      'The contract is words; with a concrete connector in it, it would be that one.',
    ),
    mayImport(
      'connectors',
      '^src/connectors/',
      [domain, '^src/http/'],
      'A connector turns one server into the contract; who asks, and in which language, is not its concern.',
    ),
    {
      name: 'connectors-apart',
      comment: 'One connector must not need another: each can be changed, and taken out, alone.',
      severity: 'error',
      from: { path: '^src/connectors/([^/]+)/' },
      to: { path: '^src/connectors/[^/]+/', pathNot: '^src/connectors/$1/' },
    },
    {
      name: 'connectors-by-registry',
      comment: 'Nobody else names a concrete connector: adding one changes a line there.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/connectors/[^/]+/', '^src/connectors/registry[.]ts$'] },
      to: { path: '^src/connectors/[^/]+/' },
    },
    {
      name: 'registry-by-index',
      comment:
        'A kind is loaded when a system of it is configured, by its index.ts; the rest is its own affair.',
      severity: 'error',
      from: { path: '^src/connectors/registry[.]ts$' },
      to: { path: '^src/connectors/[^/]+/', pathNot: '^src/connectors/[^/]+/index[.]ts$' },
    },
    {
      name: 'registry-lazily',
      comment: 'The three kinds that are not configured cost nothing at the start.',
      severity: 'error',
      from: { path: '^src/connectors/registry[.]ts$' },
      to: { path: '^src/connectors/[^/]+/', dependencyTypes: ['import', 'export'] },
    },
    mayImport(
      'directory',
      '^src/directory/',
      [domain, contract],
      'Use cases speak the contract: nothing changes in them when a system is added.',
    ),
    mayImport(
      'storage',
      '^src/storage/',
      [domain],
      'What is kept on disk is words of the domain; who keeps it, and why, is decided above.',
    ),
    mayImport('metrics', '^src/metrics/', [], 'Counts are told by whoever counts; they know nobody.'),
    mayImport(
      'loaders',
      '^src/loaders/',
      [domain, contract, '^src/directory/'],
      'Loaders gather what use cases answer; they never ask upstream themselves.',
    ),
    mayImport(
      'context',
      '^src/context[.]ts$',
      [domain, '^src/directory/', '^src/loaders/'],
      'It lies below server and resolvers, so that no ring forms.',
    ),
    mayImport(
      'generated',
      '^src/generated/',
      [domain, '^src/context[.]ts$', '^src/directory/(writing/)?models[.]ts$'],
      'Resolver types are made of our own words, named in codegen.ts.',
    ),
    mayImport(
      'resolvers',
      '^src/resolvers/',
      [domain, contract, '^src/context[.]ts$', '^src/generated/', '^src/directory/'],
      'A resolver unpacks, calls a use case of its context and returns.',
    ),
    {
      name: 'resolvers-know-the-contract-as-types',
      comment: 'What a read brings may be named; it is got from the context.',
      severity: 'error',
      from: { path: '^src/(resolvers|loaders|directory)/' },
      to: { path: contract, dependencyTypesNot: ['type-only'] },
    },
    mayImport(
      'server',
      '^src/server/',
      [
        domain,
        '^src/config/config[.]ts$',
        '^src/context[.]ts$',
        '^src/directory/landscape[.]ts$',
        '^src/resolvers/resolvers[.]ts$',
      ],
      'The way in knows HTTP and GraphQL; systems and their connectors it never meets.',
    ),
    {
      name: 'graphiql-page-apart',
      comment: 'The page is built for browsers: it shares nothing with the process that serves it.',
      severity: 'error',
      from: { path: '^src/server/graphiql/page/' },
      to: { path: '^src/', pathNot: '^src/server/graphiql/page/' },
    },
    {
      name: 'graphiql-page-not-served-from-source',
      comment: 'The server sends what was built of it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/graphiql/page/' },
      to: { path: '^src/server/graphiql/page/' },
    },
    mayImport(
      'config',
      '^src/config/',
      [domain, contract, '^src/connectors/registry[.]ts$'],
      'What a kind of system may be told is known to its connector, found by the registry.',
    ),
    {
      name: 'composition-roots-below-the-command-line',
      comment: 'They put the parts together and are used by whoever runs a process, never by a part.',
      severity: 'error',
      from: { path: '^src/', pathNot: [compositionRoots, '^src/cli/'] },
      to: { path: compositionRoots },
    },
    mayImport(
      'composition-roots',
      compositionRoots,
      [
        domain,
        '^src/config/config[.]ts$',
        '^src/connectors/connector[.]ts$',
        '^src/context[.]ts$',
        '^src/directory/',
        '^src/http/(create|managed)-http[.]ts$',
        '^src/loaders/',
        '^src/metrics/',
        '^src/server/',
        '^src/storage/',
      ],
      'They join parts by their contracts: a connector comes with the configuration, the sandbox is no part.',
    ),
    mayImport(
      'command-line',
      '^src/cli/',
      [
        domain,
        '^src/config/',
        compositionRoots,
        '^src/metrics/',
        '^src/storage/',
        '^src/server/(build-schema|document-mistakes)[.]ts$',
        '^src/sandbox/(sandbox|control)[.]ts$',
        '^src/sandbox/company/',
      ],
      'A command reads its words and the configuration, and starts or shows something; it knows no single system.',
    ),
    mayImport('main', '^src/main[.]ts$', ['^src/cli/run[.]ts$'], 'The process is one command, nothing else.'),
    {
      name: 'commands-are-loaded-when-asked-for',
      comment: 'To print the schema, no server is loaded; to serve real systems, no sandbox.',
      severity: 'error',
      from: { path: '^src/cli/(run|serve)[.]ts$' },
      to: {
        path: ['^src/cli/(serve|sandbox|check|schema|audit|company)[.]ts$', '^src/sandbox/'],
        dependencyTypes: ['import', 'export'],
        dependencyTypesNot: ['type-only'],
      },
    },

    mayImport(
      'sandbox',
      '^src/sandbox/',
      [],
      'A reading of the upstream shared with the connector would hide its mistakes (ADR 6).',
    ),
    {
      name: 'sandbox-only-from-the-command-line',
      comment: 'Nothing that serves real systems may lean on the simulated ones.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/sandbox/', '^src/cli/'] },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'simulators-apart',
      comment: 'Four servers that do not know each other; what they share is in kernel/ and company/.',
      severity: 'error',
      from: { path: '^src/sandbox/(foreman|squash|teamcity|zephyr)/' },
      to: { path: '^src/sandbox/(foreman|squash|teamcity|zephyr)/', pathNot: '^src/sandbox/$1/' },
    },
    {
      name: 'simulators-know-no-sandbox',
      comment: 'Kernel, company and simulators are put together by sandbox.ts, which lies above them.',
      severity: 'error',
      from: { path: '^src/sandbox/[^/]+/' },
      to: { path: '^src/sandbox/[^/]+[.]ts$' },
    },

    {
      name: 'src-stands-alone',
      comment: 'What runs must not need what tests, measures or explains it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|examples|scripts)/' },
    },
    {
      name: 'no-test-imports-a-test',
      comment: 'Importing a test runs it; what two tests share goes into a file that is none.',
      severity: 'error',
      from: { path: '^(test|bench)/' },
      to: { path: '[.]test[.]ts$' },
    },
    {
      name: 'nobody-but-tests-imports-tests',
      comment: 'Measuring and explaining stand on what runs, not on what tests it.',
      severity: 'error',
      from: { path: '^(examples|scripts)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'examples-are-outsiders',
      comment: 'A connector from outside has the contract and the domain, and must find them enough.',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^src/', pathNot: [domain, contract, '^src/http/(http|answer)[.]ts$'] },
    },

    oneDoor('got', '^src/http/', 'Time-outs, limits, redirects and redaction are seen to in one place.'),
    oneDoor('cockatiel', '^src/http/', 'Whether a server is asked at all is decided where it is asked.'),
    oneDoor(
      'p-queue',
      '^src/(http/|directory/writing/system-locks[.]ts$)',
      'Places for upstream calls are given out where the calls are made; writes to a system wait in one line.',
    ),
    oneDoor('prom-client', '^src/metrics/', 'What is counted, and under which names, is seen in one place.'),
    oneDoor('dataloader', '^src/loaders/', 'Gathering keys is what loaders are for.'),
    oneDoor('@apollo/server', '^src/server/', 'The rest does not know which GraphQL server it is.'),
    oneDoor('@graphql-tools', '^src/server/', 'The schema is put together in one place.'),
    oneDoor(
      'graphql',
      ['^src/(server|resolvers|generated)/', '^src/cli/schema[.]ts$'],
      'Use cases and connectors answer whoever asks, in whatever language.',
    ),
    oneDoor(
      'fastify',
      ['^src/server/', '^src/gateway[.]ts$'],
      'The rest does not know which HTTP server it is.',
    ),
    oneDoor(
      '@fastify/cors',
      '^src/server/cors[.]ts$',
      'What pages of other origins may do is seen in one place.',
    ),
    oneDoor('jose', '^src/server/callers/jwt/', 'Tokens are checked in one place, and by one set of rules.'),
    oneDoor(
      'rate-limiter-flexible',
      '^src/server/',
      'Who asks too often is told so at the way in; what systems bear is a matter of places, in http/.',
    ),
    oneDoor(
      'yaml',
      ['^src/config/', '^src/sandbox/company/'],
      'YAML is how people write; inside, values have types.',
    ),
    {
      name: 'no-development-dependencies-at-run-time',
      comment: 'They are not installed where it runs. The GraphiQL page is built before.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/graphiql/page/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API that others could use; this parser reads TypeScript, `import type` included.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^build/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
