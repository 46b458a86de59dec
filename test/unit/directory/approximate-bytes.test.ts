import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { approximateBytes } from '#directory/approximate-bytes.ts';

const account = (place: number) => ({
  nativeId: String(place),
  login: `somebody.${place}`,
  displayName: `Somebody Number ${place}`,
  email: `somebody.${place}@example.com`,
  status: 'ACTIVE',
  isAdministrator: false,
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

it('is within a factor of two of what such rows take', () => {
  const count = 50_000;
  const before = heapUsed();
  const rows = Array.from({ length: count }, (_, place) => account(place));
  const taken = heapUsed() - before;
  const estimated = approximateBytes(rows);
  expect(estimated).toBeGreaterThan(taken / 2);
  expect(estimated).toBeLessThan(taken * 2);
});

it('grows with text and with the number of rows', () => {
  const rows = [account(1)];
  expect(approximateBytes([...rows, ...rows])).toBeGreaterThan(approximateBytes(rows));
  expect(approximateBytes([{ ...account(1), login: 'x'.repeat(1000) }])).toBeGreaterThan(
    approximateBytes(rows) + 900,
  );
  expect(approximateBytes([])).toBeGreaterThan(0);
});
