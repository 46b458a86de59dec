import { z } from 'zod';

const contextValue = z.union([z.int().positive().transform(String), z.string().trim().min(1)]);

/** Settings of a Foreman system beyond the common ones. */
export const foremanSettings = z.strictObject({
  /** Accounts per page when all are listed. */
  pageSize: z.int().min(20).max(5000).default(250),
  /**
   * Organization and location (id or name) to look at accounts and tokens in. None by default: a context hides
   * accounts, administrators among them, and turns them into 404 (foreman.md 2.4).
   */
  organizationId: contextValue.optional(),
  locationId: contextValue.optional(),
});

export type ForemanSettings = z.infer<typeof foremanSettings>;

/** Query parameters of the configured context, each with a leading `&`; empty without one. */
export function contextQuery(settings: ForemanSettings): string {
  const { organizationId, locationId } = settings;
  const organization =
    organizationId === undefined ? '' : `&organization_id=${encodeURIComponent(organizationId)}`;
  const location = locationId === undefined ? '' : `&location_id=${encodeURIComponent(locationId)}`;
  return organization + location;
}
