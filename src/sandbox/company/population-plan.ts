import type { Random } from '../kernel/random.ts';
import type { Company } from './company.ts';
import type { MadeUpPerson } from './made-up-people.ts';

/** What the four parts of a population are made from. */
export interface PopulationPlan {
  /** The readable company: its roles, and its service account `rollcall`. */
  readonly company: Company;
  /** In all four systems; the first accounts of each. */
  readonly everywhere: readonly MadeUpPerson[];
  /** In this one system only. */
  readonly here: readonly MadeUpPerson[];
  /** Number of groups (teams). */
  readonly groups: number;
  readonly projects: number;
  readonly random: Random;
}
