import { z } from 'zod';

const roleId = z.union([
  z
    .int()
    .positive()
    .transform((id) => String(id)),
  z.string().regex(/^[1-9][0-9]{0,18}$/u, 'expected the number of a role'),
]);

export interface ZephyrSettings {
  /**
   * From how many wanted accounts on the whole list is read instead of one account after the other. The list has
   * no pages, so this is worth raising where a server has many thousands of accounts.
   */
  readonly listThreshold: number;
  /** Roles that make an administrator. Role 1 is the built-in manager; later editions add others of unknown id. */
  readonly administratorRoleIds: readonly string[];
}

export const zephyrSettings = z.strictObject({
  listThreshold: z.int().min(1).max(1000).default(2),
  administratorRoleIds: z.array(roleId).default(['1']),
});
