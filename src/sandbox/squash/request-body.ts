import type { SandboxRequest } from '../kernel/exchange.ts';
import { badRequest, Refusal } from './refusal.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a JSON object: another content type is 415, anything else wrong is 400. */
export function readJson(request: SandboxRequest): JsonObject {
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json$/u.test(mediaType)) {
    throw new Refusal({
      shape: 'container',
      status: 415,
      message: `Content type '${mediaType}' not supported`,
    });
  }
  const value = parse(request.body.toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable();
  return value as JsonObject;
}

/** Reads an entity, which has to say its `_type` (squash.md 2.1). */
export function readEntity(request: SandboxRequest, type: string): JsonObject {
  const entity = readJson(request);
  if (entity['_type'] !== type) throw unreadable();
  return entity;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

export function unreadable(): Refusal {
  const exception = 'org.springframework.http.converter.HttpMessageNotReadableException';
  return badRequest(exception, 'The request body cannot be read');
}
