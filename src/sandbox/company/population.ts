import { createRandom } from '../kernel/random.ts';
import type { Company } from './company.ts';
import { makeUpPeople } from './made-up-people.ts';
import type { PopulationPlan } from './population-plan.ts';
import { foremanPopulation } from './population-foreman.ts';
import { squashPopulation } from './population-squash.ts';
import { teamcityPopulation } from './population-teamcity.ts';
import { zephyrPopulation } from './population-zephyr.ts';
import { readCompany } from './read-company.ts';

const sharedPart = 0.8;
const accountsPerGroup = 40;
const mostGroups = 60;
const projects = 40;

/**
 * A company with `size` accounts in each system, the service account `rollcall` of `company.yaml` among them: the
 * same for the same size, always. Four in five people are in all four systems, where their e-mail addresses match,
 * or else their logins. Lists that several accounts hold are one object in memory.
 */
export function generatePopulation(size: number): Company {
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`A population has 1 account or more, not ${size}.`);
  const company = readCompany();
  const random = createRandom(size);
  const shared = Math.round((size - 1) * sharedPart);
  const single = size - 1 - shared;
  const people = makeUpPeople(shared + 4 * single, 'blockpost.example', random);
  const plan = (system: number): PopulationPlan => ({
    company,
    everywhere: people.slice(0, shared),
    here: people.slice(shared + system * single, shared + (system + 1) * single),
    groups: Math.min(mostGroups, Math.max(1, Math.round(size / accountsPerGroup))),
    projects,
    random,
  });
  return {
    name: `${company.name}, ${size} accounts`,
    zephyr: zephyrPopulation(plan(0)),
    foreman: foremanPopulation(plan(1)),
    squash: squashPopulation(plan(2)),
    teamcity: teamcityPopulation(plan(3)),
  };
}
