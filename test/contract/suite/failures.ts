import { describe, expect, it, onTestFinished } from 'vitest';
import { RollcallError, errorCodes } from '#domain/errors.ts';
import { textReply } from '#sandbox/kernel/exchange.ts';
import type { FaultRule } from '#sandbox/kernel/faults.ts';
import type { HttpSubject, RunningOverHttp } from '../subject.ts';
import { canaries, faultList, loginPath } from './fault-list.ts';
import type { NamedFault } from './fault-list.ts';
import { faultyReads } from './faulty-reads.ts';
import { started } from './started.ts';

/** Which calls a fault hits. Only where it hits all must the read fail; else it may know a way round. */
const extents: readonly {
  readonly name: string;
  readonly rule: Omit<FaultRule, 'fault'>;
  readonly hitsAll: boolean;
}[] = [
  { name: 'every call', rule: {}, hitsAll: true },
  { name: 'every call but the first', rule: { skip: 1 }, hitsAll: false },
  { name: 'the first call only', rule: { times: 1 }, hitsAll: false },
];

export function failures(subject: HttpSubject): void {
  const reads = faultyReads(subject);
  const { identityKeys, codeOf401AfterSuccess } = subject.overHttp;

  describe('failures', () => {
    const upstream = started(subject);

    for (const fault of faultList(identityKeys)) {
      describe.each(extents)(`${fault.name}, on $name`, ({ rule, hitsAll }) => {
        it.each(reads)('$name', async ({ run }) => {
          const mend = upstream().fail({ ...rule, fault: fault.fault });
          onTestFinished(mend);
          upstream().forgetCalls();
          const connector = upstream().connect(fault.connect);
          const errors = await run(upstream(), connector);

          // An edit may find nothing to change that matters; where it matters, what is said is not so.
          const isCertain = hitsAll && fault.fault.kind !== 'edit' && upstream().calls().length > 0;
          if (isCertain) expect(errors).not.toEqual([]);
          const isDoubted = fault.name === '401' && rule.skip !== undefined;
          const codes =
            isDoubted && codeOf401AfterSuccess !== undefined ? [codeOf401AfterSuccess] : fault.codes;
          for (const error of errors) expectProper(error, { ...fault, codes }, upstream());
          const paths = upstream()
            .calls()
            .map(({ path }) => path);
          expect(paths.filter((path) => path.endsWith(loginPath))).toEqual([]);

          mend();
          const isPatient = fault.connect?.timeoutMs === undefined;
          if (isPatient) expect(await run(upstream(), connector), 'once all is well again').toEqual([]);
        });
      });
    }

    it.each(reads)('a refused call is not made again: $name', async ({ run }) => {
      for (const status of [401, 429, 503]) {
        const mend = upstream().fail({ fault: { kind: 'answer', reply: textReply(status, 'no') } });
        onTestFinished(mend);
        upstream().forgetCalls();
        await run(upstream(), upstream().connect());
        const asked = upstream()
          .calls()
          .map(({ path, query }) => `${path}?${query}`);
        expect(asked, String(status)).toEqual([...new Set(asked)]);
        mend();
      }
    });

    it.each(reads)('where nobody listens: $name', async ({ run }) => {
      const errors = await run(upstream(), upstream().connectToNobody());
      for (const error of errors) expectProper(error, { codes: ['UPSTREAM_UNAVAILABLE'] }, upstream());
      // What a connector knows without asking it may say; then it asks nobody who listens either.
      upstream().forgetCalls();
      if (errors.length === 0) await run(upstream(), upstream().connect());
      expect(upstream().calls()).toEqual([]);
    });
  });
}

type Expected = Pick<NamedFault, 'codes' | 'retryAfterSeconds' | 'message'>;

/** A RollcallError of the right code about the right system, with a message that is for people and gives nothing away. */
function expectProper(error: unknown, fault: Expected, { system, call }: RunningOverHttp): void {
  expect(error).toBeInstanceOf(RollcallError);
  const { code, message, retryAfterSeconds, system: named } = error as RollcallError;
  expect(named).toBe(system);
  expect(errorCodes).toContain(code);
  expect(fault.codes, message).toContain(code);
  if (fault.retryAfterSeconds !== undefined) expect(retryAfterSeconds).toBe(fault.retryAfterSeconds);
  if (fault.message !== undefined) expect(message).toMatch(fault.message);
  const secret = call().identity.authorization.replace(/^\w+ /u, '');
  expect([...canaries, secret].filter((text) => message.includes(text))).toEqual([]);
  expect(message).not.toMatch(/<\w+|\n|\{"/u);
  expect(message.length).toBeLessThan(700);
}
