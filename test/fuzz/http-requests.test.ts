import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choicesOf } from '../support/fuzz/choices.ts';
import type { Choices } from '../support/fuzz/choices.ts';
import { damageText } from '../support/fuzz/damage-text.ts';
import { patience, runs } from '../support/fuzz/runs.ts';
import { watchSoundness } from '../support/fuzz/soundness.ts';
import type { Reply, Soundness } from '../support/fuzz/soundness.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
let soundness: Soundness;
beforeAll(async () => {
  stack = await startStack();
  soundness = watchSoundness(stack);
});
afterAll(async () => {
  await soundness.expectUnharmed();
  await stack.stop();
});

const question = JSON.stringify({ query: '{ viewer { name } }' });
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PURGE', 'PROPFIND'];
const paths = [
  '/graphql',
  '/graphql/',
  '/graphql?',
  `/graphql?query=${encodeURIComponent('{viewer{name}}')}`,
  '/graphql?query=%',
  '/graphql?query=%ff%fe',
  '/graphql?variables={',
  '/graphql?extensions=[[[',
  '/graphql?a=1&a=2&a[]=3',
  '/graphql?__proto__[x]=1',
  '/healthz',
  '/readyz',
  '/metrics',
  '/',
  '//',
  '/graphiql/',
  '/graphiql/x.js',
  '/graphiql/../../package.json',
  '/graphiql/%2e%2e%2fpackage.json',
  '/graphiql/%00',
  '/graphiql/__proto__',
  '/%',
  '/%ff',
  '/%2f%2e%2e',
  `/${'x'.repeat(5000)}`,
  '/graphql#x',
  '/graphql;x=1',
];
const headerValues: Readonly<Record<string, readonly string[]>> = {
  accept: [
    '*/*',
    'text/html',
    'application/json',
    'application/graphql-response+json',
    'x',
    '',
    ';q=2',
    'a/b;q=NaN',
    ',',
  ],
  'accept-encoding': ['gzip', 'br, *;q=0', 'identity;q=0', 'x'.repeat(1000)],
  'apollo-require-preflight': ['true', ''],
  authorization: ['Bearer', 'Bearer x', 'Basic', 'Basic !!!', '', 'Bearer a b c'],
  'cache-control': ['no-cache', 'no-cache=,', 'max-age=x', ',,,'],
  'content-encoding': ['gzip', 'deflate', 'br', 'identity', 'x'],
  'content-type': [
    'application/json',
    'application/json; charset=utf-16',
    'application/json;;;',
    'application/graphql',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'x',
    '',
    '/',
    'application/__proto__',
  ],
  expect: ['100-continue', 'x'],
  host: ['', 'elsewhere.invalid', '127.0.0.1:99999', '[::1'],
  'if-none-match': ['*', '"x"'],
  origin: ['null', 'https://elsewhere.invalid', '%'],
  range: ['bytes=0-0', 'bytes=9-1'],
  'upstream-authorization-squash': ['', ' ', 'Basic x', 'Bearer ', 'x'.repeat(4000)],
  'upstream-authorization-zephyr': ['Basic x', 'Bearer 0'],
  'upstream-authorization-jira': ['Basic x'],
  'upstream-authorization-__proto__': ['Basic x'],
  upgrade: ['websocket', 'h2c'],
  'x-forwarded-for': ['1.2.3.4', "'", 'x'.repeat(3000)],
  'x-http-method-override': ['DELETE'],
  'x-request-id': ['1', '', '../x', 'a'.repeat(200), '%0d%0aset-cookie: a=b'],
};

function headersBy(choices: Choices): Record<string, string> {
  const headers: Record<string, string> = choices.often(7) ? { 'content-type': 'application/json' } : {};
  const names = Object.keys(headerValues);
  const size = choices.below(5);
  for (let index = 0; index < size; index += 1) {
    const name = choices.pick(names);
    headers[name] = choices.pick(headerValues[name] ?? ['']);
  }
  // Whoever promises to switch protocols waits for that; another test sends such things.
  if (headers['upgrade'] !== undefined) headers['connection'] = 'close';
  return headers;
}

function bodyBy(choices: Choices): Buffer {
  switch (choices.below(8)) {
    case 0:
      return Buffer.alloc(0);
    case 1:
      return gzipSync(question);
    case 2:
      return Buffer.from([0xff, 0xfe, 0x00, ...Buffer.from(question, 'utf16le')]);
    case 3:
      return Buffer.from(`[${question},${question}]`);
    case 4:
      return Buffer.from('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--\r\n');
    case 5:
      return Buffer.from(damageText(question, choices));
    default:
      return Buffer.from(question);
  }
}

async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<Reply> {
  const { hostname, port } = new URL(stack.url);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  // Node frames a body of unusual methods only when it is told how long it is.
  const framed = hasBody ? { ...headers, 'content-length': body.length } : headers;
  return new Promise((resolve, reject) => {
    const call = request(
      { hostname, port, method, path, headers: framed, timeout: 10_000, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    call.on('timeout', () => call.destroy(new Error('There was no answer.')));
    call.on('error', reject);
    call.end(hasBody ? body : undefined);
  });
}

it(
  'no method, address, header or body is more than a refusal',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const method = choices.often(5) ? 'POST' : choices.pick(methods);
        const path = choices.often(6) ? '/graphql' : choices.pick(paths);
        const headers = headersBy(choices);
        const about = JSON.stringify([method, path, headers]);
        soundness.expectSound(await send(method, path, headers, bodyBy(choices)), about);
      }),
      runs(900),
    );
  },
  patience(60_000),
);

/** Sends bytes as they are and waits for the end of the connection, or a moment. */
async function sendBytes(bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(stack.url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const end = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(100, end);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('close', end);
    socket.on('error', end);
  });
}

it(
  'no bytes on a connection are more than a refusal',
  async () => {
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    const good = `${head}content-length: ${question.length}\r\n\r\n${question}`;
    const odd = [
      good + good,
      `${head}content-length: 5\r\n\r\n${question}`,
      `${head}content-length: 9999999\r\n\r\n${question}`,
      `${head}content-length: -1\r\n\r\n${question}`,
      `${head}content-length: 5\r\ncontent-length: 6\r\n\r\n${question}`,
      `${head}transfer-encoding: chunked\r\n\r\nzz\r\n${question}`,
      `${head}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n`,
      `${head}x: ${'y'.repeat(100_000)}\r\n\r\n`,
      'GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
      'GET /graphql HTTP/1.1\r\n\r\n',
      'GET /graphql HTTP/3.0\r\nhost: x\r\n\r\n',
      'CONNECT elsewhere.invalid:443 HTTP/1.1\r\nhost: x\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    ];
    const texts = fc.gen().map((generate) => {
      const choices = choicesOf(generate);
      return damageText(choices.pick(odd), choices);
    });
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 20, maxLength: 20 }), async (all) => {
        const answers = await Promise.all(all.map(async (text) => sendBytes(Buffer.from(text, 'latin1'))));
        for (const [index, answer] of answers.entries()) {
          expect(answer, all[index]).not.toMatch(/^HTTP\/1\.1 500/mu);
          expect(answer, all[index]).not.toContain('INTERNAL');
        }
      }),
      runs(25),
    );
  },
  patience(60_000),
);
