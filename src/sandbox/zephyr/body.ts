import type { SandboxRequest } from '../kernel/exchange.ts';
import { Refusal, invalid } from './refusal.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function readObject(request: SandboxRequest): JsonObject {
  const value = readJson(request);
  if (!isObject(value)) throw new Refusal(400, 'Can not deserialize instance out of START_ARRAY token');
  return value;
}

export function readArray(request: SandboxRequest): readonly unknown[] {
  const value = readJson(request);
  if (!Array.isArray(value)) throw new Refusal(400, 'Can not deserialize instance out of START_OBJECT token');
  return value;
}

/** `fallback` where the field is left out; undefined where it is null. */
export function textField<T>(body: JsonObject, field: string, fallback: T): string | undefined | T {
  const value = body[field];
  if (value === undefined) return fallback;
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw invalid(`Can not deserialize field ${field}.`);
}

export function flagField<T>(body: JsonObject, field: string, fallback: T): boolean | T {
  const value = body[field];
  if (value === undefined) return fallback;
  if (value === null) return false;
  if (typeof value !== 'boolean') throw invalid(`Can not deserialize field ${field}.`);
  return value;
}

/** Numbers may come as text: the product's own clients send some ids and times so (zephyr.md 6.19). */
export function numberField<T>(body: JsonObject, field: string, fallback: T): number | T {
  const value = body[field];
  if (value === undefined || value === null || value === '') return fallback;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw invalid(`For input string: ${JSON.stringify(value)}`);
  return number;
}

/** The objects in a list; `fallback` where the field is left out, none where it is null. */
export function objectsField<T>(body: JsonObject, field: string, fallback: T): readonly JsonObject[] | T {
  const value = body[field];
  if (value === undefined) return fallback;
  if (value === null) return [];
  if (!Array.isArray(value) || !value.every(isObject)) throw invalid(`Can not deserialize field ${field}.`);
  return value;
}

export function objectField(body: JsonObject, field: string): JsonObject | undefined {
  const value = body[field];
  return isObject(value) ? value : undefined;
}

function readJson(request: SandboxRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'Unexpected end-of-input or character in the request body');
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
