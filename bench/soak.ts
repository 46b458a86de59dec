import { parseArgs } from 'node:util';
import { reportText } from './soak/report.ts';
import { runSoak } from './soak/run-soak.ts';

/** A long run under load with failing systems: `npm run soak -- --minutes 60 [--seed 1] [--population 2000]` */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    connections: { type: 'string', default: '2000' },
    population: { type: 'string' },
  },
});
const report = await runSoak({
  seconds: Number(values.minutes) * 60,
  seed: Number(values.seed),
  connections: Number(values.connections),
  ...(values.population === undefined ? {} : { population: Number(values.population) }),
});
process.stdout.write(`${values.minutes} minutes, seed ${values.seed}\n${reportText(report)}`);
process.exitCode = report.wrong.length === 0 ? 0 : 1;
