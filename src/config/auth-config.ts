import { isLoopback } from '#domain/loopback.ts';
import { readAuthorities } from './authorities.ts';
import type { AuthConfig, JwtConfig } from './config.ts';
import { partMembers } from './config-shape.ts';
import type { ConfigFile } from './config-shape.ts';
import type { AddMistake } from './mistakes.ts';
import { valueAt } from './place.ts';
import { rightMembers } from './shape-mistakes.ts';

type AuthFile = ConfigFile['auth'];

/** Who may call; undefined where something is wrong with it. Members that are wrong in form are told elsewhere. */
export function readAuth(raw: unknown, baseDirectory: string, add: AddMistake): AuthConfig | undefined {
  const auth = rightMembers(partMembers.auth, valueAt(raw, ['auth']));
  checkAnonymous(raw, auth, add);
  checkUnused(auth, add);
  const { mode, keys, jwt, allowAnonymous } = auth;
  if (mode === 'none') return { mode, allowAnonymous: allowAnonymous ?? false };
  if (mode === 'keys') {
    if (keys?.length === 0) add(['auth', 'keys'], 'mode keys needs at least one key');
    return keys === undefined ? undefined : { mode, keys };
  }
  if (mode !== 'jwt' || !('jwt' in auth)) return undefined;
  if (jwt === undefined) {
    add(['auth', 'jwt'], 'mode jwt needs issuer, audience and jwksUri');
    return undefined;
  }
  const checked = readJwt(jwt, baseDirectory, add);
  return checked === undefined ? undefined : { mode, jwt: checked };
}

function checkAnonymous(raw: unknown, { mode, allowAnonymous }: Partial<AuthFile>, add: AddMistake): void {
  const { host } = rightMembers(partMembers.server, valueAt(raw, ['server']));
  if (mode !== 'none' || host === undefined || isLoopback(host) || allowAnonymous !== false) return;
  add(
    ['auth', 'mode'],
    `mode none would let everybody in who can reach ${host}: configure keys, listen on 127.0.0.1, or say auth.allowAnonymous: true`,
  );
}

/** Whoever lists keys believes that they are asked for. */
function checkUnused({ mode, keys = [], jwt }: Partial<AuthFile>, add: AddMistake): void {
  if (mode === undefined) return;
  const asked = mode === 'none' ? 'mode none asks for none' : `mode ${mode} does not ask for them`;
  if (mode !== 'keys' && keys.length > 0)
    add(['auth', 'keys'], `keys are listed, but ${asked}: say mode: keys, or leave them out`);
  if (mode !== 'jwt' && jwt !== undefined)
    add(['auth', 'jwt'], `an issuer is named, but mode is ${mode}: say mode: jwt, or leave it out`);
}

function readJwt(
  { jwksUri, caFile, ...jwt }: NonNullable<AuthFile['jwt']>,
  baseDirectory: string,
  add: AddMistake,
): JwtConfig | undefined {
  const ca = readAuthorities(caFile, baseDirectory, ['auth', 'jwt', 'caFile'], add);
  const url = URL.canParse(jwksUri) ? new URL(jwksUri) : undefined;
  // Whoever can change the keys on their way can sign as anybody.
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url !== undefined && isSafe && url.username === '' && url.password === '')
    return { ...jwt, jwksUri: url, ca };
  add(['auth', 'jwt', 'jwksUri'], 'expected an https address (or http on loopback) without credentials');
  return undefined;
}
