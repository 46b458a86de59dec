import { expect, it } from 'vitest';
import { ConfigurationError } from '#config/mistakes.ts';
import { parseConfig } from '#config/read-config.ts';
import { withSystem } from './read.ts';

const secret = 's3cretValue';

/** What people get wrong around a secret in YAML: each must be told, none may show it. */
const slips = [
  `{ token: *${secret} }`,
  `{ token: &${secret} }`,
  `{ token: !${secret} x }`,
  `{ token: !!${secret} x }`,
  `{ token: "${secret} }`,
  `{ token: '${secret}' ${secret} }`,
  `{ token: @${secret} }`,
  `{ token: %${secret} }`,
  `{ token: "\\${secret}" }`,
  `{ token: ${secret}`,
  `{ token ${secret} }`,
  `{ "token ${secret}" }`,
  `{ ${secret} }`,
  `{ tokn: ${secret} }`,
  `[ ${secret} ]`,
  secret,
  `}${secret}`,
  `|${secret}`,
  `\`${secret}`,
  `token: ${secret}`,
  `{ token: { value: ${secret} } }`,
  `{ token: [${secret}] }`,
  `{ token: "${secret} with blanks" }`,
  `{ token: ${secret}, password: ${secret} }`,
  `{ password: ${secret} }`,
  `{ username: "a:b", password: ${secret} }`,
  `{ token: "\${${secret} x}" }`,
  `{ token: "\${no-name:-${secret}}" }`,
  `{ token: "\${${secret}" }`,
  `{ token: "\${SECRET} with blanks" }`,
  `\n      token: ${secret}: ${secret}`,
  `\n      token:\n\t${secret}`,
  `\n      token ${secret}`,
  `\n      ? ${secret}\n      token`,
  `{ token: x } ${secret}`,
  `{ token: x }\n    ${secret}`,
  `{ token: x }\n    settings: { password: ${secret} }`,
  `{ token: x }\n    settings: ${secret}`,
  `{ token: x }\n    timeoutMs: ${secret}`,
  `{ token: x }\n    readOnly: "\${SECRET}"`,
  `{ token: x }\n    callerCredentials: ${secret}`,
];

it.each(slips)('a secret is not shown where the configuration is wrong: %s', async (credentials) => {
  const text = withSystem({ credentials });
  const failure: unknown = await parseConfig(text, 'rollcall.yaml', {
    environment: { SECRET: secret },
  }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigurationError);
  expect(failure instanceof Error ? failure.message : '').toMatch(/^rollcall\.yaml:\d+: /u);
  expect(JSON.stringify(failure) + String(failure)).not.toContain(secret);
});
