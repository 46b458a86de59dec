import type { Router } from '../../kernel/router.ts';
import { action, openAction } from '../action.ts';
import type { OpenCall } from '../call.ts';

const database = { active: true, duration_ms: '0' };

/** Version, health, statuses (foreman.md 1.1). */
export function statusRoutes(router: Router<OpenCall>): void {
  router
    .on(
      'GET',
      '/ping',
      openAction(() => ({ status: 200, body: { results: { foreman: { database } } } })),
    )
    .on(
      'GET',
      '/status',
      action({
        run: ({ server }) => ({
          status: 200,
          body: { result: 'ok', status: 200, version: server.release.reportedVersion, api_version: 2 },
        }),
      }),
    )
    .on(
      'GET',
      '/statuses',
      action({
        permission: 'view_statuses',
        run: ({ server }) => ({
          status: 200,
          body: { results: { foreman: statuses(server.release.reportedVersion) } },
        }),
      }),
    );
}

function statuses(version: string): object {
  return {
    version,
    api: { version: 'v2' },
    plugins: [],
    smart_proxies: [],
    compute_resources: [],
    database,
  };
}
