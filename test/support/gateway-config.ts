import type { SandboxSystem } from '#sandbox/sandbox.ts';

type Configure = (yaml: string) => string;

/** Adds lines to one system's part of the configuration, or replaces those of the same name. */
export function withSystem(
  system: SandboxSystem,
  settings: Readonly<Record<string, string | number>>,
): Configure {
  return (yaml) => {
    const parts = yaml.split(/^(?= {2}- key: )/mu);
    return parts
      .map((part) => (part.startsWith(`  - key: ${system}\n`) ? changed(part, settings) : part))
      .join('');
  };
}

function changed(part: string, settings: Readonly<Record<string, string | number>>): string {
  const [key = '', ...lines] = part.split('\n');
  const others = lines.filter(
    (line) => !Object.keys(settings).some((name) => line.startsWith(`    ${name}: `)),
  );
  const own = Object.entries(settings).map(([name, value]) => `    ${name}: ${value}`);
  return [key, ...own, ...others].join('\n');
}

/** Ages of snapshots in seconds: fresh, at most, stale at most. */
export function withSnapshots(ages: {
  readonly freshSeconds: number;
  readonly maxAgeSeconds: number;
  readonly maxStaleSeconds?: number;
}): Configure {
  const members = Object.entries(ages).map(([name, value]) => `${name}: ${value}`);
  return (yaml) => `${yaml}snapshots: { ${members.join(', ')} }\n`;
}

export function withLimits(limits: Readonly<Record<string, number>>): Configure {
  const members = Object.entries(limits).map(([name, value]) => `${name}: ${value}`);
  return (yaml) => `${yaml}limits: { ${members.join(', ')} }\n`;
}

export function all(...changes: readonly Configure[]): Configure {
  return (yaml) => changes.reduce((text, change) => change(text), yaml);
}
