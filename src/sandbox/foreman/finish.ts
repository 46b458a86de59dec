import { createHash } from 'node:crypto';
import type { SandboxReply } from '../kernel/exchange.ts';
import { emptyReply, jsonReply } from '../kernel/exchange.ts';
import type { Answer } from './answers.ts';
import type { Context, OpenCall } from './call.ts';
import type { TaxonomyRow } from './rows.ts';

/**
 * Turns an answer into a reply: the headers that say which server, organization and location answered, the cookie of
 * a new session, the ETag and what `If-None-Match` makes of it (foreman.md 1.1, 1.2).
 */
export function finished(
  open: OpenCall,
  answer: Answer,
  context: Context,
  newSession: string | undefined,
): SandboxReply {
  const headers = {
    ...(answer.beforeAction === true ? {} : serverHeaders(open, context)),
    ...(newSession === undefined
      ? {}
      : { 'set-cookie': `_session_id=${newSession}; path=/; HttpOnly; SameSite=Lax` }),
    ...answer.headers,
  };
  if (answer.body === undefined) return emptyReply(answer.status, headers);
  const reply = jsonReply(answer.status, answer.body, headers);
  if (answer.status !== 200 && answer.status !== 201) return reply;
  const etag = `W/"${createHash('md5').update(reply.body).digest('hex')}"`;
  const isRead = open.request.method === 'GET' || open.request.method === 'HEAD';
  if (isRead && open.request.headers['if-none-match'] === etag) {
    return emptyReply(304, { ...headers, etag });
  }
  return { ...reply, headers: { ...reply.headers, etag } };
}

function serverHeaders(open: OpenCall, context: Context): Readonly<Record<string, string>> {
  return {
    Foreman_version: open.server.release.reportedVersion,
    Foreman_api_version: '2',
    Foreman_current_organization: placeText(context.organization),
    Foreman_current_location: placeText(context.location),
  };
}

/** UTF-8 bytes one by one: a header value may hold nothing else. */
function placeText(row: TaxonomyRow | undefined): string {
  const text = row === undefined ? '; ANY' : `${row.id}; ${row.name}`;
  return Buffer.from(text, 'utf8').toString('latin1');
}
