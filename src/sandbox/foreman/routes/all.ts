import { Router } from '../../kernel/router.ts';
import type { OpenCall } from '../call.ts';
import type { Release } from '../release.ts';
import { authSourceRoutes } from './auth-sources.ts';
import { externalUsergroupRoutes } from './external-usergroups.ts';
import { filterRoutes } from './filters.ts';
import { permissionRoutes } from './permissions.ts';
import { roleRoutes } from './roles.ts';
import { statusRoutes } from './status.ts';
import { taxonomyRoutes } from './taxonomies.ts';
import { tokenRoutes } from './tokens.ts';
import { usergroupRoutes } from './usergroups.ts';
import { userRoutes } from './users.ts';

/** All paths below `/api` (foreman.md 8). */
export function foremanRouter(release: Release): Router<OpenCall> {
  const router = new Router<OpenCall>();
  statusRoutes(router);
  userRoutes(router, release);
  tokenRoutes(router);
  usergroupRoutes(router);
  externalUsergroupRoutes(router);
  roleRoutes(router);
  filterRoutes(router);
  permissionRoutes(router, release);
  authSourceRoutes(router);
  taxonomyRoutes(router);
  return router;
}
