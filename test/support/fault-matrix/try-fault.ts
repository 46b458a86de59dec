import { sandboxSystems } from '#sandbox/sandbox.ts';
import { rawCanary } from '../gateway-faults.ts';
import { serviceAuthorization } from '../gateway-upstream.ts';
import type { Stack } from '../start-stack.ts';
import type { MatrixFault } from './faults.ts';
import { patientMs } from './place.ts';
import type { Place } from './place.ts';
import type { Question, Told } from './questions.ts';

/** One question while one system failed in one way, and again when it did no more. */
export interface Cell {
  readonly question: string;
  readonly ms: number;
  /** Facts shown, of those shown on a good day. */
  readonly share: number;
  readonly codes: readonly string[];
  /** Whatever was not as it must be, in words; empty where all was. */
  readonly wrong: readonly string[];
}

export interface Healthy {
  readonly question: Question;
  /** What it brings on a good day. */
  readonly told: Told;
}

/** What goes on beside the waiting for the system: loading, other cells, a busy machine. */
const slackMs = 3000;

export async function tryFault(
  place: Place,
  fault: MatrixFault,
  goodDay: readonly Healthy[],
): Promise<Cell[]> {
  const gateway = place.gateways[fault.way];
  const takeBack = await fault.start(place);
  const hit: { readonly healthy: Healthy; readonly told: Told; readonly ms: number; readonly log: string }[] =
    [];
  for (const healthy of goodDay) {
    const logged = gateway.logged.length;
    const startedAt = performance.now();
    const told = await healthy.question.ask(gateway);
    const ms = performance.now() - startedAt;
    hit.push({ healthy, told, ms, log: gateway.logged.slice(logged).join('\n') });
  }
  await takeBack();
  const cells: Cell[] = [];
  for (const { healthy, told, ms, log } of hit) {
    const { facts } = healthy.told;
    const wrong = [
      ...wrongOthers(place, told, healthy.told),
      ...wrongProblems(place, fault, told, healthy.told),
      ...wrongTexts(place, told, log),
      ...(ms > (fault.way === 'patient' ? patientMs : place.timeoutMs) + slackMs
        ? [`it took ${Math.round(ms)} ms`]
        : []),
      ...(fault.isForGood === true ? [] : await wrongAfterwards(gateway, healthy)),
    ];
    cells.push({
      question: healthy.question.name,
      ms,
      share: count(told.facts) / count(facts),
      codes: [...new Set(told.problems.map(({ code }) => code))],
      wrong,
    });
  }
  return cells;
}

function count(facts: Told['facts']): number {
  return Object.values(facts).reduce((sum, each) => sum + each.length, 0);
}

function wrongOthers({ system }: Place, told: Told, goodDay: Told): string[] {
  return sandboxSystems
    .filter((key) => key !== system && !isSame(told.facts[key], goodDay.facts[key]))
    .map((key) => `${key} shows ${told.facts[key].length} facts of ${goodDay.facts[key].length}`);
}

/** What is missing must be explained, by the right system and in the right words; what is not must not. */
function wrongProblems({ system }: Place, fault: MatrixFault, told: Told, goodDay: Told): string[] {
  const isWhole = isSame(told.facts[system], goodDay.facts[system]);
  const allowed: readonly string[] = fault.codesOn?.[system] ?? fault.codes;
  const wrong = told.problems
    .filter((problem) => problem.system !== system || !allowed.includes(problem.code))
    .map(({ code, system: named }) => `it says ${code} of ${named ?? 'no system'}`);
  if (allowed.length === 0 && !isWhole) wrong.push('it is not whole');
  if (allowed.length > 0 && told.problems.length === 0 && fault.maySayNothingIsThere !== true)
    wrong.push(isWhole ? 'nobody noticed' : 'something is missing without a word');
  return wrong;
}

function wrongTexts({ sandbox, system, door, decoy }: Place, told: Told, log: string): string[] {
  const answer = told.answers.map((each) => JSON.stringify([each, [...each.headers]])).join('\n');
  const secrets = [
    rawCanary,
    ...Object.values(serviceAuthorization).map((value) => value.split(' ')[1] ?? value),
    'rollcall-sandbox-pat0',
  ];
  const addresses = [new URL(sandbox.urls[system]).host, new URL(door.url).host, new URL(decoy.url).host];
  return [
    ...secrets.filter((secret) => answer.includes(secret)).map(() => 'a secret or a body is in the answer'),
    ...secrets.filter((secret) => log.includes(secret)).map(() => 'a secret or a body is in the log'),
    ...addresses.filter((address) => answer.includes(address)).map(() => 'an address is in the answer'),
    ...(/"defect"|INTERNAL/u.test(`${log}\n${answer}`) ? ['a defect was logged'] : []),
    ...told.answers.filter(({ status }) => status !== 200).map(({ status }) => `the status is ${status}`),
    ...(decoy.calls.length > 0 ? ['the redirect was followed'] : []),
  ];
}

/** Credentials that were refused, and a server that asked to wait, may be left alone for a moment. */
async function wrongAfterwards(gateway: Stack, { question, told: goodDay }: Healthy): Promise<string[]> {
  const until = performance.now() + 5000;
  for (;;) {
    const told = await question.ask(gateway);
    const isWhole = sandboxSystems.every((key) => isSame(told.facts[key], goodDay.facts[key]));
    if (isWhole && told.problems.length === 0) return [];
    if (performance.now() > until)
      return [`afterwards it still says ${told.problems.map(({ code }) => code).join(', ')}`];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
