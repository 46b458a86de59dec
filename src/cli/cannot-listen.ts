const listenCodes: ReadonlySet<unknown> = new Set([
  'EADDRINUSE',
  'EACCES',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** A line for people where an address cannot be listened on; undefined for any other error. */
export function cannotListen(error: unknown, host: string, port: number, remedy: string): string | undefined {
  const { code, port: refused = port } = error as { readonly code?: unknown; readonly port?: number };
  if (!listenCodes.has(code)) return undefined;
  return `Cannot listen on ${host}:${refused} (${String(code)}). Choose another with ${remedy}.\n`;
}
