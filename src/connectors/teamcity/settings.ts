import { z } from 'zod';

/** Settings of a TeamCity system beyond the common ones. */
export interface TeamCitySettings {
  /** Ids of the roles that, held globally, make an account an administrator. Case matters, as it does upstream. */
  readonly administratorRoles: readonly string[];
  /** Accounts asked for in one page of a list; pages overlap by one. */
  readonly pageSize: number;
}

export const teamCitySettings: z.ZodType<TeamCitySettings> = z.strictObject({
  administratorRoles: z.array(z.string().min(1)).default(['SYSTEM_ADMIN']),
  pageSize: z.int().min(2).max(10_000).default(500),
});
