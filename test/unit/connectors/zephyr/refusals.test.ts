import { describe, expect, it } from 'vitest';
import { refusalOf } from '#connectors/zephyr/refusals.ts';
import type { RollcallError } from '#domain/errors.ts';

function refusal(status: number, body: unknown = ''): RollcallError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return refusalOf({ status, headers: {}, text, asked: 'GET /flex/services/rest/latest/user' }, 'zephyr');
}

describe('a refusal', () => {
  it.each([
    [400, 'UPSTREAM_REJECTED'],
    [401, 'UPSTREAM_UNAUTHENTICATED'],
    [403, 'UPSTREAM_FORBIDDEN'],
    [404, 'UNSUPPORTED'],
    [405, 'UNSUPPORTED'],
    [410, 'UNSUPPORTED'],
    [417, 'UPSTREAM_REJECTED'],
    [428, 'UPSTREAM_REJECTED'],
    [429, 'UPSTREAM_RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [504, 'UPSTREAM_TIMEOUT'],
  ])('with status %i is %s', (status, code) => {
    expect(refusal(status)).toMatchObject({ code, httpStatus: status, system: 'zephyr' });
  });

  it('passes on the sentence of an ordinary error body', () => {
    const error = refusal(400, { errorMsg: 'name cannot be null.', errorCode: '141z05' });
    expect(error.message).toContain('name cannot be null.');
  });

  it('finds the sentence in the JSON inside the JSON of a 401', () => {
    const error = refusal(401, { message: JSON.stringify({ message: 'Invalid credentials' }) });
    expect(error.message).toContain('It says: Invalid credentials');
  });

  it('takes the outer sentence of a 401 where there is no JSON inside', () => {
    expect(refusal(401, { message: 'Account locked' }).message).toContain('It says: Account locked');
  });

  it.each(['', '<html>Sign in</html>', 'null', '[1]', '{"message":"{\\"message\\":5}"}', '{"errorMsg":{}}'])(
    'of an unknown shape says the status alone: %s',
    (body) => {
      expect(refusal(401, body).message).toBe(
        'zephyr: GET /flex/services/rest/latest/user was answered with 401 (credentials refused).',
      );
    },
  );

  it.each([400, 403, 500])('knows the exceeded licence by its code whatever the status: %i', (status) => {
    const error = refusal(status, { errorMsg: 'x', errorCode: '5223' });
    expect(error.code).toBe('UPSTREAM_REJECTED');
    expect(error.message).toContain('licence');
  });

  it('never passes on what a 5xx says', () => {
    expect(refusal(500, { errorMsg: 'No row with the given identifier' }).message).not.toContain('row');
  });
});
