import { textReply } from '../../kernel/exchange.ts';
import type { SandboxReply } from '../../kernel/exchange.ts';
import type { Router } from '../../kernel/router.ts';
import type { ZephyrContext } from '../context.ts';
import type { ZephyrState } from '../store.ts';

/** Answers that are not JSON (zephyr.md 1.4). */
export function systemRoutes(router: Router<ZephyrContext>): void {
  router.on('GET', '/system/info/servertime', ({ now }) => textReply(200, String(now().getTime())));
}

/** `GET /flex/version`, open to everybody (zephyr.md 1.2). */
export function versionReply({ users }: ZephyrState): SandboxReply {
  const xml = `<node><version>8.2</version><build>20241011</build><licenseEdition>Enterprise</licenseEdition><licenseType>Named</licenseType><totalUsers>${users.size}</totalUsers></node>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xml };
}
