import type { FastifyReply } from 'fastify';

/** An answer that nobody takes keeps its memory and its place: after a while its connection is cut. */
export function cutIfNotTaken({ raw }: FastifyReply, afterMs: number): void {
  const timer = setTimeout(() => raw.destroy(), afterMs);
  raw.once('close', () => clearTimeout(timer));
}
