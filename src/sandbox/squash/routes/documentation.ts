import type { SandboxReply } from '../../kernel/exchange.ts';
import { htmlReply } from '../../kernel/exchange.ts';
import type { SquashRouter } from '../call.ts';
import type { SquashSwitches } from '../switches.ts';

/** The pages by which an operator sees what is installed (squash.md 1.1). */
export function addDocumentationRoutes(router: SquashRouter, switches: SquashSwitches): void {
  router.on('GET', '/docs/api-documentation.html', () => page('Squash TM REST API'));
  if (switches.adminPlugin) {
    router.on('GET', '/docs/admin-api-documentation.html', () => page('Squash TM REST API administration'));
  }
}

function page(title: string): SandboxReply {
  return htmlReply(200, `<!doctype html><html><head><title>${title}</title></head><body></body></html>`);
}
