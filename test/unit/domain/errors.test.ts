import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { asRollcallError, errorCodes, invalidInput, RollcallError } from '#domain/errors.ts';
import { createIdentity } from '#domain/identity.ts';
import { settle, unwrap } from '#domain/settled.ts';

describe('errors', () => {
  it('may succeed later only where time alone can help', () => {
    const retryable = errorCodes.filter((code) => new RollcallError(code, '').isRetryable);
    expect(retryable).toEqual([
      'INCOMPLETE',
      'RATE_LIMITED',
      'UPSTREAM_RATE_LIMITED',
      'UPSTREAM_TIMEOUT',
      'UPSTREAM_UNAVAILABLE',
    ]);
  });

  it('keep their facts and their cause', () => {
    const cause = new Error('below');
    const facts = { system: 'squash', httpStatus: 503, retryAfterSeconds: 7, field: ['by'], cause };
    const error = new RollcallError('UPSTREAM_UNAVAILABLE', 'said', facts);
    expect(error).toMatchObject({ name: 'RollcallError', message: 'said', ...facts });
    expect(error).toBeInstanceOf(Error);
    expect(invalidInput('no', ['x'])).toMatchObject({ code: 'INVALID_INPUT', field: ['x'] });
  });

  it('that are not ours become INTERNAL without their words', () => {
    const cause = new Error('password=s3cret');
    const error = asRollcallError(cause, 'squash');
    expect(error).toMatchObject({ code: 'INTERNAL', system: 'squash', cause });
    expect(error.message).not.toContain('s3cret');
  });

  it('that are ours stay as they are', () => {
    const error = invalidInput('no');
    expect(asRollcallError(error, 'squash')).toBe(error);
  });

  it('are kept beside the parts that stand, and come out again', async () => {
    expect(await settle(Promise.resolve(1))).toEqual({ ok: true, value: 1 });
    const failed = await settle(Promise.reject(new TypeError('x')), 'squash');
    expect(failed).toMatchObject({ ok: false, error: { code: 'INTERNAL', system: 'squash' } });
    expect(() => unwrap(failed)).toThrow(RollcallError);
    expect(unwrap(await settle(Promise.resolve('here')))).toBe('here');
  });
});

describe('identities', () => {
  const identity = createIdentity('Bearer s3cret', true);

  it('carry the credentials for whoever asks for them', () => {
    expect(identity.authorization).toBe('Bearer s3cret');
    expect(identity.isCallers).toBe(true);
  });

  it('show them neither in logs nor in JSON nor to those who copy', () => {
    for (const shown of [JSON.stringify(identity), inspect(identity), JSON.stringify({ ...identity })]) {
      expect(shown).not.toContain('s3cret');
    }
    expect(identity.fingerprint).not.toContain('s3cret');
  });

  it('are the same for the same credentials only', () => {
    expect(createIdentity('Bearer s3cret', false).fingerprint).toBe(identity.fingerprint);
    const others = ['Bearer s3cre', 'bearer s3cret', 'Bearer  s3cret', ''];
    const prints = new Set(
      [identity, ...others.map((each) => createIdentity(each, true))].map((each) => each.fingerprint),
    );
    expect(prints.size).toBe(others.length + 1);
  });
});
