import { basic } from '../../test/support/gateway-upstream.ts';

/** Names tell keys apart in logs and audit records; the keys are worth nothing elsewhere. */
export const gatewayKeys = [
  { name: 'portal', key: 'soak-key-of-the-portal', scopes: ['READ'] },
  { name: 'report', key: 'soak-key-of-the-report', scopes: ['READ'] },
  { name: 'joiner', key: 'soak-key-of-the-joiner', scopes: ['WRITE', 'TOKENS'] },
  { name: 'leaver', key: 'soak-key-of-the-leaver', scopes: ['ADMIN'] },
] as const;
export type KeyName = (typeof gatewayKeys)[number]['name'];

/** Whoever sends a request: a key of the gateway and, where they act as themselves, a person of the company. */
export interface Caller {
  readonly keyName: KeyName;
  readonly person?: Person;
}

/** In both systems that take a caller's own credentials, with different rights. */
export interface Person {
  readonly zephyr: string;
  readonly teamcity: string;
}

export const people: readonly Person[] = [
  { zephyr: 'ada.lovelace', teamcity: 'ada.lovelace' },
  { zephyr: 'carol.whitaker', teamcity: 'carol.whitaker' },
  { zephyr: 'nathan.reed', teamcity: 'nathan.reed' },
  { zephyr: 'tobias.meyer', teamcity: 'tobias.meyer' },
  { zephyr: 'priya.raman', teamcity: 'praman' },
];

/** Told from all others by its name, so that a mix-up shows. */
export function ownTokenName(login: string): string {
  return `soak token of ${login}`;
}

/** The account desk: besides the gateway's own account the only one of them that TeamCity shows everybody. */
export const seesEverybody: ReadonlySet<string> = new Set(['nathan.reed']);

/** Everybody in the sandbox has this password. */
const password = 'sandbox';

export function headersOf({ keyName, person }: Caller): Record<string, string> {
  const key = gatewayKeys.find(({ name }) => name === keyName)?.key ?? '';
  return {
    authorization: `Bearer ${key}`,
    ...(person === undefined
      ? {}
      : {
          'upstream-authorization-zephyr': basic(person.zephyr, password),
          'upstream-authorization-teamcity': basic(person.teamcity, password),
        }),
  };
}
