import { callCounts } from './call-counts.ts';
import type { Figure } from './call-counts.ts';
import { firstAnswer } from './first-answer.ts';
import { startStack } from './support/stack.ts';
import { walk } from './walk.ts';

/** Prints every figure the product holds itself to, beside its bar. `npm run bench` */
const small = 300;
const large = 20_000;

async function withStack(
  population: number,
  measure: (stack: Awaited<ReturnType<typeof startStack>>) => Promise<Figure[]>,
): Promise<Figure[]> {
  const stack = await startStack(population);
  try {
    return await measure(stack);
  } finally {
    await stack.stop();
  }
}

function print(title: string, figures: readonly Figure[]): void {
  process.stdout.write(`\n${title}\n`);
  for (const { what, bar, figure } of figures) {
    process.stdout.write(`  ${what.padEnd(72)} ${figure.padEnd(24)} ${bar === '' ? '' : `bar: ${bar}`}\n`);
  }
}

print('Start', await firstAnswer());
print(`Upstream calls, ${small} accounts in each system`, await withStack(small, callCounts));
print(
  `A walk through ${large} accounts in each of four systems`,
  await withStack(large, (stack) => walk(stack, large * 4)),
);
