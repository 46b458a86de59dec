import { openIdempotencyStore } from '#storage/idempotency-store.ts';

/** Begins one call, ends another, and stays until its input ends. */
const [, , directory = ''] = process.argv;
const store = await openIdempotencyStore(directory, { now: Date.now, keepMs: 86_400_000 });
await store.begin('under-way', 'portal', 'f1');
await store.begin('done', 'portal', 'f2');
await store.finish('done', 'portal', { outcome: 'APPLIED' });
process.stdout.write('open\n');
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('end', resolve));
await store.close();
