import type { Fault } from '#sandbox/kernel/faults.ts';

type Row = Readonly<Record<string, unknown>>;

/** Changes every account in JSON answers: objects with a login, wherever they stand at the top or in a list. */
export function editingAccounts(edit: (account: Row) => Row): Fault {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const row = value as Row;
    if ('login' in row || 'username' in row) return edit(row);
    return Object.fromEntries(Object.entries(row).map(([key, member]) => [key, visit(member)]));
  };
  return editingJson(visit);
}

/** The same JSON with every object in it changed, the outer after the inner. */
export function changedObjects(value: unknown, change: (object: Row) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => changedObjects(element, change));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(
    ([key, member]) => [key, changedObjects(member, change)] as const,
  );
  return change(Object.fromEntries(members));
}

/** Changes JSON answers as a whole; others pass. */
export function editingJson(edit: (body: unknown) => unknown): Fault {
  return {
    kind: 'edit',
    edit: (reply) => {
      const body = parsed(reply.body.toString());
      return body === undefined ? reply : { ...reply, body: JSON.stringify(edit(body)) };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
