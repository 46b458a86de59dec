import { RollcallError } from '#domain/errors.ts';
import type { WritingParts } from './parts.ts';
import type { Planned } from './planned.ts';
import { createStep } from './step.ts';
import { idIn, wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** As in the product's own form (squash.md 2.5). */
const shortest = 6;

/**
 * A PATCH of its own: a server that keeps no passwords refuses it (2.6), which must not take other changes along, and
 * whether it landed cannot be seen afterwards, which is the better for not being true of them too.
 */
export function planPassword(parts: WritingParts, subject: Subject): Planned {
  const wishes = wishesOf(subject, 'setPassword');
  const password = wishes.at(-1)?.intent.password;
  if (password === undefined) return { steps: [], settled: [] };
  requirePassword(parts.system, password);
  const step = createStep(parts, subject, {
    operation: 'SET_PASSWORD',
    summary: `Set the password of ${subject.login}`,
    places: wishes.map(({ place }) => place),
    method: 'PATCH',
    path: `/users/${idIn(subject)}`,
    json: { _type: 'user', password },
    secret: password,
    isIdempotent: true,
    sent: async () => ({}),
    look: async () => ({ verdict: 'unclear' }),
  });
  return { steps: [step], settled: [] };
}

export function requirePassword(system: string, password: string | undefined): asserts password is string {
  if (password !== undefined && password.length >= shortest) return;
  const came = password === undefined ? 'none' : 'a shorter one';
  throw new RollcallError(
    'INVALID_INPUT',
    `${system}: expected a password of at least ${shortest} characters, got ${came}.`,
    { system, field: ['password'] },
  );
}
