import { describe, expect, it, onTestFinished } from 'vitest';
import { operations } from '#domain/operations.ts';
import { textReply } from '#sandbox/kernel/exchange.ts';
import { isOverHttp } from '../subject.ts';
import type { HttpSubject, Subject } from '../subject.ts';
import { started } from './started.ts';

export function probing(subject: Subject): void {
  describe('probing', () => {
    const upstream = started(subject);

    it(`tells ${subject.hasVersion ? 'the version' : 'no version that nobody told'} and what changes`, async () => {
      const { version, capabilities } = await upstream().connect().probe(upstream().call());
      if (subject.hasVersion) expect(version).toMatch(/\d+\.\d+/u);
      expect(capabilities.every(({ operation }) => operations.includes(operation))).toBe(true);
      const named = capabilities.map(({ operation }) => operation);
      expect(new Set(named).size).toBe(named.length);
    });

    it('finds nothing missing for an administrator', async () => {
      const connector = upstream().connect();
      const { capabilities } = await connector.probe(upstream().call());
      const declared = new Map(connector.capabilities.map((each) => [each.operation, each.support]));
      const lost = capabilities.filter(
        ({ operation, support }) =>
          support === 'UNSUPPORTED' && (declared.get(operation) ?? support) !== support,
      );
      expect(lost).toEqual([]);
    });

    if (isOverHttp(subject)) probingRefusals(subject);
  });
}

function probingRefusals(subject: HttpSubject): void {
  const upstream = started(subject);

  it('fails as UPSTREAM_UNAUTHENTICATED with wrong credentials, after one refused call', async () => {
    const { refused: identity, system } = upstream();
    upstream().forgetCalls();
    const work = upstream().connect().probe(upstream().call({ identity }));
    await expect(work).rejects.toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED', system });
    // Several servers lock an account, or an address, after some refusals.
    expect(
      upstream()
        .calls()
        .filter(({ status }) => status === 401),
    ).toHaveLength(1);
  });

  it('fails as UPSTREAM_UNAVAILABLE where nobody listens', async () => {
    const work = upstream().connectToNobody().probe(upstream().call());
    await expect(work).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', system: upstream().system });
  });

  it.each([
    [401, 'UPSTREAM_UNAUTHENTICATED'],
    [429, 'UPSTREAM_RATE_LIMITED'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('fails where everything is answered with %d, as %s', async (status, code) => {
    onTestFinished(upstream().fail({ fault: { kind: 'answer', reply: textReply(status, 'no') } }));
    const work = upstream().connect().probe(upstream().call());
    await expect(work).rejects.toMatchObject({ code, system: upstream().system });
  });

  it('answers for somebody without rights too', async () => {
    const { identity } = upstream().other;
    const outcome = await upstream()
      .connect()
      .probe(upstream().call({ identity }))
      .catch((error: unknown) => error);
    expect(outcome).toSatisfy(
      (each: { capabilities?: unknown; code?: string }) =>
        Array.isArray(each.capabilities) || each.code === 'UPSTREAM_FORBIDDEN',
    );
  });
}
