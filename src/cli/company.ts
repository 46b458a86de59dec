import type { Company } from '#sandbox/company/company.ts';

/** The hand-written company, or a generated one with so many accounts in each system. */
export async function chooseCompany(population: number | undefined): Promise<Company> {
  if (population === undefined) return (await import('#sandbox/company/read-company.ts')).readCompany();
  return (await import('#sandbox/company/population.ts')).generatePopulation(population);
}
