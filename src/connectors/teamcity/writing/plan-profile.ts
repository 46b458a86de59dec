import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Sent } from '#connectors/writing.ts';
import type { ProfileChange } from '#domain/intents.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import type { HttpAnswer } from '#http/http.ts';
import { wireAccount } from '../wire.ts';
import { accountStep } from './account-step.ts';
import { oneNameOnly } from './instructions.ts';
import { ofKind } from './intents.ts';
import type { Placed } from './intents.ts';
import { readNow, verdictOf } from './look.ts';
import { freeLogin } from './login-lookup.ts';
import type { WritingParts } from './parts.ts';
import { unchanged, unsupported } from './planned.ts';
import type { Planned, StagedStep } from './planned.ts';
import { entityOf } from './send-write.ts';
import { namesOf } from './target.ts';
import type { Names, Target } from './target.ts';
import { differences, wantedName } from './wanted-names.ts';

type Changed = Partial<Names>;
type Clearable = 'name' | 'email';

const labels = { login: 'login', name: 'name', email: 'e-mail' } as const;

/**
 * One PUT with the names that change; roles, groups and properties sent with it would be replaced (teamcity.md 2.5).
 * What is to be cleared is deleted field by field: an absent or null member is kept.
 */
export async function planProfile(
  parts: WritingParts,
  call: Call,
  target: Target,
  placed: readonly Placed[],
): Promise<Planned> {
  const intents = ofKind(placed, 'updateProfile');
  if (intents.length === 0) return { steps: [], settled: [] };
  const profile: ProfileChange = Object.assign({}, ...intents.map(({ intent }) => known(intent.profile)));
  const wanted = wantedName(profile);
  const wish: Changed = {
    ...(profile.login === undefined ? {} : { login: profile.login }),
    ...(wanted.name === undefined || wanted.isHalf ? {} : { name: wanted.name }),
    ...(profile.email === undefined ? {} : { email: profile.email }),
  };
  const { changed, cleared } = differenceOf(wish, target.names);
  if (changed.login !== undefined) await freeLogin(parts, call, changed.login, target.id);
  const places = intents.map(({ place }) => place);
  const steps = [
    ...(Object.keys(changed).length === 0 ? [] : [changeNames(parts, target, changed, places)]),
    ...cleared.map((field) => clearField(parts, target, field, places)),
  ];
  const half = wanted.isHalf ? unsupported(intents, target.names.login, oneNameOnly) : [];
  const same = steps.length + half.length === 0 ? unchanged(intents, target.names.login) : [];
  return { steps, settled: [...half, ...same] };
}

function known(profile: ProfileChange): ProfileChange {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));
}

/** A login that differs only in case is the same one: the server keeps it in lower case. */
function differenceOf(
  wish: Changed,
  now: Names,
): { readonly changed: Changed; readonly cleared: readonly Clearable[] } {
  const { login, ...others } = wish;
  const entries = Object.entries(others) as [Clearable, string][];
  const different = entries.filter(([field, value]) => value !== now[field]);
  return {
    changed: {
      ...(login === undefined || equalIgnoringCase(login, now.login) ? {} : { login }),
      ...Object.fromEntries(different.filter(([, value]) => value !== '')),
    },
    cleared: different.filter(([, value]) => value === '').map(([field]) => field),
  };
}

function changeNames(
  parts: WritingParts,
  target: Target,
  changed: Changed,
  places: readonly IntentPlace[],
): StagedStep {
  const { login, name, email } = changed;
  const fields = Object.keys(changed) as (keyof Names)[];
  return accountStep(parts, target, {
    stage: 'change',
    operation: 'UPDATE_USER',
    summary: `Change ${target.names.login}: ${fields.map((field) => said(field, changed[field])).join(', ')}`,
    places,
    replaced: fields
      .filter((field) => (target.names[field] ?? '') !== '')
      .map((field) => said(field, target.names[field])),
    method: 'PUT',
    below: '',
    query: 'fields=id,username,name,email',
    content: {
      kind: 'json',
      value: {
        ...(login === undefined ? {} : { username: login }),
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
      },
    },
    read: (answer) => changeShown(answer, changed, places, parts.system),
    look: async (call, id) => lookAtNames(parts, call, id, changed),
  });
}

function said(field: keyof Names, value: string | undefined): string {
  return `${labels[field]} ${value ?? ''}`;
}

function changeShown(
  answer: HttpAnswer,
  changed: Changed,
  places: readonly IntentPlace[],
  system: string,
): Sent {
  const row = entityOf(wireAccount, answer, system);
  if (row === undefined) return {};
  const keptLogin = changed.login !== undefined && !equalIgnoringCase(row.username, changed.login);
  const messages = [
    ...(keptLogin ? ['The server did not take over the login.'] : []),
    ...differences(changed, row),
  ];
  if (messages.length === 0) return {};
  return { missing: places.map((place) => ({ place, message: messages.join(' ') })) };
}

/** The server changes field by field without going back: some of them alone are neither landed nor missing. */
async function lookAtNames(parts: WritingParts, call: Call, id: string, changed: Changed): Promise<Look> {
  const row = await readNow(parts, call, id);
  if (row === undefined) return { verdict: 'missing' };
  const now = namesOf(row);
  if (changed.email !== undefined && now.email === undefined) return { verdict: 'unclear' };
  const isSo = [
    ...(changed.login === undefined ? [] : [equalIgnoringCase(now.login, changed.login)]),
    ...(changed.name === undefined ? [] : [now.name === changed.name]),
    ...(changed.email === undefined ? [] : [now.email === changed.email]),
  ];
  if (isSo.every(Boolean)) return { verdict: 'landed' };
  return { verdict: isSo.some(Boolean) ? 'unclear' : 'missing' };
}

function clearField(
  parts: WritingParts,
  target: Target,
  field: Clearable,
  places: readonly IntentPlace[],
): StagedStep {
  const before = target.names[field];
  return accountStep(parts, target, {
    stage: 'change',
    operation: 'UPDATE_USER',
    summary: `Clear the ${labels[field]} of ${target.names.login}`,
    places,
    replaced: before === undefined ? [] : [said(field, before)],
    method: 'DELETE',
    below: `/${field}`,
    look: async (call, id) => lookAtCleared(parts, call, id, field),
  });
}

async function lookAtCleared(parts: WritingParts, call: Call, id: string, field: Clearable): Promise<Look> {
  const row = await readNow(parts, call, id);
  const now = row === undefined ? '' : namesOf(row)[field];
  return now === undefined ? { verdict: 'unclear' } : verdictOf(now === '');
}
