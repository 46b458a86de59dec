import { describe, expect, it } from 'vitest';
import { zephyrAuthorization } from '#connectors/zephyr/authorization.ts';
import { RollcallError } from '#domain/errors.ts';

describe('the authorization of Zephyr', () => {
  it('is Bearer for a token, whatever the username beside it', () => {
    expect(zephyrAuthorization({ token: 'b936', username: 'ada' })).toBe('Bearer b936');
  });

  it('is Basic for username and password', () => {
    expect(zephyrAuthorization({ username: 'ada', password: 'p:w d' })).toBe(`Basic ${btoa('ada:p:w d')}`);
  });

  it('is absent where callers bring their own', () => {
    expect(zephyrAuthorization(undefined)).toBeUndefined();
  });

  it.each([
    { username: 'jürgen', password: 'secret' },
    { username: 'ada', password: 'geheimnisß' },
    { username: 'a:da', password: 'secret' },
    { username: 'ada', password: 'line\nbreak' },
    { token: 'two words' },
    { token: 'b936\r\nx-injected: 1' },
    { token: '' },
  ])('refuses what the server could not read without repeating it: %j', (credentials) => {
    const refused = (): unknown => zephyrAuthorization(credentials);
    expect(refused).toThrow(RollcallError);
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    const secret = 'token' in credentials ? credentials.token : credentials.password;
    if (secret !== '') expect(refused).not.toThrow(secret);
  });
});
