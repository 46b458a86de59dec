import type { SettledIntent } from '#connectors/writing.ts';
import { manualInstructions } from './manual-instructions.ts';
import { unsupported } from './planned.ts';
import { wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** What no Squash TM has. */
export function settleRoles(subject: Subject): readonly SettledIntent[] {
  return wishesOf(subject, 'addRole', 'removeRole').map((wish) => {
    const role = wish.intent.role.name ?? wish.intent.role.nativeId;
    const summary =
      wish.intent.kind === 'addRole'
        ? `Give ${subject.login} the role ${role}`
        : `Take the role ${role} from ${subject.login}`;
    return unsupported(wish, summary, manualInstructions.roles);
  });
}
