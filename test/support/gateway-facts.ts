import type { Company } from '#sandbox/company/company.ts';
import type { AccountFacts } from './gateway-account-facts.ts';
import { foremanFacts } from './gateway-facts-foreman.ts';
import { squashFacts } from './gateway-facts-squash.ts';
import { teamcityFacts } from './gateway-facts-teamcity.ts';
import { zephyrFacts } from './gateway-facts-zephyr.ts';

/** Every account of the company in all four systems, as its seed says. */
export function accountFacts(company: Company): AccountFacts[] {
  return [
    ...zephyrFacts(company.zephyr),
    ...foremanFacts(company.foreman),
    ...squashFacts(company.squash),
    ...teamcityFacts(company.teamcity),
  ];
}
