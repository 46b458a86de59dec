import { basicAuthorization, bearerAuthorization } from '#connectors/authorization-header.ts';
import type { Credentials } from '#connectors/connector.ts';

/**
 * A token goes as Bearer; with the empty user name it is the super user's and goes as Basic; name and password go
 * as Basic in UTF-8 (teamcity.md 1.2). Throws INVALID_INPUT for what no header can carry.
 */
export function authorization(credentials: Credentials | undefined): string | undefined {
  if (credentials === undefined) return undefined;
  if (!('token' in credentials)) return basicAuthorization(credentials.username, credentials.password);
  const bearer = bearerAuthorization(credentials.token);
  return credentials.username === '' ? basicAuthorization('', credentials.token) : bearer;
}
