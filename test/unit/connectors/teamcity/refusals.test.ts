import { describe, expect, it } from 'vitest';
import type { RollcallError } from '#domain/errors.ts';
import { explainRefusal } from '#connectors/teamcity/refusal.ts';
import { callAs, failureOf, startUpstream } from './upstream.ts';

function refusal(status: number, text = '', headers: Record<string, string> = {}): RollcallError {
  return explainRefusal({ status, text, headers, asked: 'GET /app/rest/users' }, 'tc');
}

describe('refusals of TeamCity', () => {
  it('have a code for each status', () => {
    const codes = [400, 401, 403, 404, 405, 406, 409, 415, 429, 500, 501, 503].map((status) => [
      status,
      refusal(status).code,
    ]);
    expect(codes).toEqual([
      [400, 'UPSTREAM_REJECTED'],
      [401, 'UPSTREAM_UNAUTHENTICATED'],
      [403, 'UPSTREAM_FORBIDDEN'],
      [404, 'NOT_FOUND'],
      [405, 'UPSTREAM_REJECTED'],
      [406, 'UPSTREAM_REJECTED'],
      [409, 'UPSTREAM_UNAVAILABLE'],
      [415, 'UPSTREAM_REJECTED'],
      [429, 'UPSTREAM_RATE_LIMITED'],
      [500, 'UPSTREAM_UNAVAILABLE'],
      [501, 'UPSTREAM_REJECTED'],
      [503, 'UPSTREAM_UNAVAILABLE'],
    ]);
    expect(refusal(429, '', { 'retry-after': '7' }).retryAfterSeconds).toBe(7);
  });

  it('pass the sentence on from each of the three forms of a body', () => {
    const sentence = "Cannot find role by id 'X'.";
    const json = JSON.stringify({
      errors: [
        {
          message: sentence,
          additionalMessage: 'jetbrains.buildServer.server.rest.errors.NotFoundException: gone',
          stackTrace: 'at jetbrains.Thing.run(Thing.java:1)',
        },
      ],
    });
    const text = [
      'Responding with error, status code: 404 (Not Found).',
      `Details: jetbrains.buildServer.server.rest.errors.NotFoundException: ${sentence}, caused by: java.lang.Nothing: x`,
      'Could not find the entity requested.',
    ].join('\n');
    const xml = `<errors><error><message>${sentence}</message><additionalMessage>jetbrains.X: y</additionalMessage></error></errors>`;
    for (const body of [json, text, xml]) {
      expect(refusal(403, body).message).toContain(`It says: ${sentence}`);
      expect(refusal(403, body).message).not.toMatch(/jetbrains|java|caused/u);
    }
  });

  it('keep the insides of the server to themselves', () => {
    const inside = (message: string): string => JSON.stringify({ errors: [{ message }] });
    for (const message of [
      'java.lang.NullPointerException',
      'in project with internal id: project1',
      'at a.B.c(D)',
    ]) {
      expect(refusal(400, inside(message)).message).not.toContain('It says');
    }
    expect(refusal(500, inside('Username cannot be empty')).message).not.toContain('It says');
    expect(refusal(403, '<html><body>Secret page</body></html>').message).not.toContain('Secret');
  });

  it('reach the caller as errors of the system, also from a login page', async () => {
    const { connector } = await startUpstream(() => ({
      status: 302,
      text: '',
      headers: { location: '/login.html' },
    }));
    const error = await failureOf(connector.readCurrentAccount(callAs('x'), new Set()));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', system: 'tc' });
  });

  it('say that credentials belong to no account', async () => {
    const { connector } = await startUpstream(() => ({ status: 404, text: 'Details: a.B: no current user' }));
    const error = await failureOf(connector.readCurrentAccount(callAs('x'), new Set()));
    expect(error).toMatchObject({ code: 'NOT_FOUND', system: 'tc' });
  });
});
