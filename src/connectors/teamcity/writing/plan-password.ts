import type { Look } from '#connectors/writing.ts';
import type { Call } from '#connectors/connector.ts';
import { invalidInput } from '#domain/errors.ts';
import { accountStep } from './account-step.ts';
import { ofKind, summaryOf } from './intents.ts';
import type { Placed } from './intents.ts';
import { readNow } from './look.ts';
import type { WritingParts } from './parts.ts';
import type { Planned } from './planned.ts';
import type { Target } from './target.ts';

/** A call of its own: what became of the names can be looked up, what became of a password cannot. */
export function planPassword(parts: WritingParts, target: Target, placed: readonly Placed[]): Planned {
  const intents = ofKind(placed, 'setPassword');
  const last = intents.at(-1);
  if (last === undefined) return { steps: [], settled: [] };
  const { password } = last.intent;
  if (password === '') throw invalidInput('Expected a password that is not empty.', ['password']);
  const step = accountStep(parts, target, {
    stage: 'change',
    operation: 'SET_PASSWORD',
    summary: summaryOf(last.intent, target.names.login),
    places: intents.map(({ place }) => place),
    method: 'PUT',
    below: '',
    query: 'fields=id',
    content: { kind: 'json', value: { password } },
    secrets: [password],
    look: async (call, id) => lookAtPassword(parts, call, id),
  });
  return { steps: [step], settled: [] };
}

/** No server shows a password; without any there is certainly not this one. */
async function lookAtPassword(parts: WritingParts, call: Call, id: string): Promise<Look> {
  const row = await readNow(parts, call, id);
  return { verdict: row === undefined || row.hasPassword === false ? 'missing' : 'unclear' };
}
