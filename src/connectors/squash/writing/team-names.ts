import type { Call } from '#connectors/connector.ts';
import { filled } from '#connectors/known.ts';
import { fold } from '#domain/text.ts';
import type { TeamRow } from '../wire.ts';
import type { TeamRows } from '../team-rows.ts';

/** The names teams have now, by id. */
export interface TeamNames {
  get(id: string): string | undefined;
  /** Whether the name, in a list with commas between, means this team and no other. */
  isSendable(id: string): boolean;
}

/** Reads all teams: whether a name is one team's alone shows only beside the others. */
export async function readTeamNames(teamRows: TeamRows, call: Call): Promise<TeamNames> {
  const all: TeamRow[] = [];
  for await (const rows of teamRows.list(call)) all.push(...rows);
  return teamNames(all);
}

function teamNames(rows: readonly Pick<TeamRow, 'id' | 'name'>[]): TeamNames {
  const names = new Map(rows.map(({ id, name }) => [id, filled(name) ?? id]));
  const bearers = new Map<string, number>();
  for (const name of names.values()) bearers.set(likeness(name), (bearers.get(likeness(name)) ?? 0) + 1);
  return {
    get: (id) => names.get(id),
    isSendable: (id) => {
      const name = names.get(id);
      // Split at commas after decoding, and trimmed (squash.md 2.8).
      if (name === undefined || name.includes(',') || name !== name.trim()) return false;
      return bearers.get(likeness(name)) === 1;
    },
  };
}

/** What databases may take for the same name: case, accents and blanks at the ends aside (squash.md 2.4). */
function likeness(name: string): string {
  return fold(name.normalize('NFKD').replaceAll(/\p{M}/gu, '')).trim();
}
