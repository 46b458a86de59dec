import { parseConfig } from '#config/read-config.ts';
import type { GatewayConfig } from '#config/config.ts';
import { ConfigurationError } from '#config/mistakes.ts';

type Environment = Readonly<Record<string, string>>;

export async function read(
  text: string,
  environment: Environment = {},
  file = 'rollcall.yaml',
): Promise<GatewayConfig> {
  return parseConfig(text, file, { environment });
}

/** Every mistake, as people see it; fails the test if there is none. */
export async function mistakesIn(
  text: string,
  environment: Environment = {},
  file = 'rollcall.yaml',
): Promise<string[]> {
  try {
    await parseConfig(text, file, { environment });
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.message.split('\n').map((line) => line.replace(`${file}:`, ''));
    }
    throw error;
  }
  throw new Error('Expected mistakes; there are none.');
}

/** A good system, with lines changed or added. */
export function withSystem(lines: Readonly<Record<string, string | undefined>> = {}): string {
  const members = {
    key: 'teamcity',
    kind: 'teamcity',
    url: 'https://ci.example.com/teamcity',
    credentials: '{ token: abc }',
    ...lines,
  };
  const written = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `systems:\n  - ${written.join('\n    ')}\n`;
}
