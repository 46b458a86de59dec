import type { TokenRecord } from './records.ts';
import { wireDate } from './wire-date.ts';
import type { WireType } from './wire-type.ts';

/** A token without its secret, which is shown once. Attribute names are inferred (squash.md 4). */
export const tokenType: WireType<TokenRecord> = {
  typeOf: () => 'api-token',
  collection: 'tokens',
  attributes: {
    name: (token) => token.name,
    permissions: (token) => token.permissions,
    created_by: (token) => token.createdBy,
    created_on: (token, { switches }) => wireDate(token.createdOn, switches),
    expiry_date: (token) => token.expiryDate,
    last_usage: (token, { switches }) =>
      token.lastUsage === undefined ? null : wireDate(token.lastUsage, switches),
  },
  slim: new Set(['name', 'permissions', 'created_by', 'created_on', 'expiry_date', 'last_usage']),
  full: new Set(['name', 'permissions', 'created_by', 'created_on', 'expiry_date', 'last_usage']),
};
