import { STATUS_CODES } from 'node:http';
import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import { htmlReply, textReply } from '../kernel/exchange.ts';
import { squashJson } from './answers.ts';
import { businessMessage, validationMessage } from './refusal-messages.ts';
import type { RefusalAnswer } from './refusal.ts';
import { isAtLeast } from './switches.ts';
import type { SquashSwitches } from './switches.ts';
import { wireDate } from './wire-date.ts';

interface RefusalSurroundings {
  readonly switches: SquashSwitches;
  readonly request: SandboxRequest;
  readonly now: Date;
}

/** Puts a refusal into the shape it has on the wire. */
export function refusalReply(answer: RefusalAnswer, around: RefusalSurroundings): SandboxReply {
  switch (answer.shape) {
    case 'plugin':
      return pluginReply(answer, around.switches);
    case 'business':
    case 'validation':
      return readsJson(around.request)
        ? squashJson(around.switches, 412, coreBody(answer, around.request.headers['accept-language']))
        : containerReply(500, '', around);
    case 'container':
      return containerReply(answer.status, answer.message, around, answer.headers);
    case 'text':
      break;
  }
  return textReply(answer.status, answer.text);
}

/** What the servlet container itself shows, before any of Squash TM is asked. */
export function errorPage(status: number): SandboxReply {
  const heading = `HTTP Status ${status} – ${STATUS_CODES[status]}`;
  return htmlReply(
    status,
    `<!doctype html><html lang="en"><head><title>${heading}</title></head><body><h1>${heading}</h1></body></html>`,
  );
}

function pluginReply(
  answer: Extract<RefusalAnswer, { shape: 'plugin' }>,
  switches: SquashSwitches,
): SandboxReply {
  const { status, message } = answer;
  const exception = isAtLeast(switches, 15)
    ? answer.exception.replace(/^javax\./u, 'jakarta.')
    : answer.exception;
  const body = switches.errorExceptionKey === 'present' ? { exception, message } : { message };
  return squashJson(switches, status, body);
}

/**
 * The core's handlers write JSON only for a caller that says it reads it; otherwise they decline, and a broken
 * business rule ends as a 500 (squash.md 1.4).
 */
function readsJson(request: SandboxRequest): boolean {
  const accept = request.headers['accept'] ?? '';
  return accept.includes('application/json') || accept.includes('*/*');
}

function coreBody(
  answer: Extract<RefusalAnswer, { shape: 'business' | 'validation' }>,
  acceptLanguage: string | undefined,
): object {
  if (answer.shape === 'business') {
    const { exception } = answer;
    return { actionValidationError: { exception, message: businessMessage(exception, acceptLanguage) } };
  }
  const { fieldName, message, value } = answer;
  const errorMessage = validationMessage(message, value, acceptLanguage);
  return { fieldValidationErrors: [{ objectName: null, fieldName, fieldValue: null, errorMessage }] };
}

function containerReply(
  status: number,
  message: string,
  around: RefusalSurroundings,
  headers: Readonly<Record<string, string>> = {},
): SandboxReply {
  const body = {
    timestamp: wireDate(around.now.toISOString(), around.switches),
    status,
    error: STATUS_CODES[status],
    message,
    path: around.request.rawPath,
  };
  return squashJson(around.switches, status, body, headers);
}
