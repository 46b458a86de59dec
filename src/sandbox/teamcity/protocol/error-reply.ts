import { textReply } from '../../kernel/exchange.ts';
import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RestError } from './rest-error.ts';
import type { TeamCitySwitches } from '../switches.ts';
import { escapeXml, xmlProlog } from './xml-writer.ts';

/** Writes a failure in the form of the configured server line (section 1.5). */
export function errorReply(error: RestError, switches: TeamCitySwitches, acceptsJson: boolean): SandboxReply {
  if (error.form === 'plain') return textReply(error.status, error.message);
  if (switches.errorForm === 'text') return textReply(error.status, oldText(error));
  // Measured: the body of a 406 is JSON even though JSON was not accepted.
  return acceptsJson || error.status === 406 ? jsonEnvelope(error) : xmlEnvelope(error);
}

function jsonEnvelope(error: RestError): SandboxReply {
  const body = {
    errors: [
      {
        message: error.message,
        additionalMessage: additionalMessage(error),
        statusText: statusText(error),
        stackTrace: null,
      },
    ],
  };
  return {
    status: error.status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function xmlEnvelope(error: RestError): SandboxReply {
  const part = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;
  const body =
    part('message', error.message) +
    part('additionalMessage', additionalMessage(error)) +
    part('statusText', statusText(error));
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    body: `${xmlProlog}<errors><error>${body}</error></errors>`,
  };
}

function oldText(error: RestError): string {
  const first =
    error.status >= 500
      ? `Error has occurred during request processing, status code: ${error.status} (${reason(error.status)}).`
      : statusText(error);
  if (error.status === 406 || error.status === 415) return `${first}\n${error.message}`;
  return `${first}\nDetails: ${additionalMessage(error)}\n${hints[error.status] ?? hints[500]}`;
}

function additionalMessage(error: RestError): string {
  return `${error.exception}: ${error.message}`;
}

function statusText(error: RestError): string {
  return `Responding with error, status code: ${error.status} (${reason(error.status)}).`;
}

function reason(status: number): string {
  return reasons[status] ?? 'Internal Server Error';
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
};

const hints: Readonly<Record<number, string>> = {
  400: 'Invalid request. Check the request URL and data are correct.',
  403: 'Access denied. Check the user has enough permissions to perform the operation.',
  404: 'Could not find the entity requested. Check the reference is correct and the user has permissions to access the entity.',
  405: 'Method is not supported by this address. Check the HTTP method is correct.',
  500: 'Error occurred while processing this request.',
};
