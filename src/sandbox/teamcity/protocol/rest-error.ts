/** Answers the REST plugin gives to a failed request; how they are written is decided in `error-reply.ts`. */
export class RestError extends Error {
  readonly status: number;
  /** Name of the server's exception class, which shows in the answer. */
  readonly exception: string;
  /**
   * `mapped`: one of the plugin's two forms; `plain`: the JSON library's own sentence as text/plain
   * (section 1.5, "Neither").
   */
  readonly form: 'mapped' | 'plain';

  constructor(status: number, message: string, exception: string, form: 'mapped' | 'plain' = 'mapped') {
    super(message);
    this.status = status;
    this.exception = exception;
    this.form = form;
  }
}

const plugin = 'jetbrains.buildServer.server.rest.errors';

export function badRequest(message: string): RestError {
  return new RestError(400, message, `${plugin}.BadRequestException`);
}

export function badLocator(message: string): RestError {
  return new RestError(400, message, `${plugin}.LocatorProcessException`);
}

export function partialUpdate(message: string): RestError {
  return new RestError(400, message, `${plugin}.PartialUpdateError`);
}

export function notFound(message: string): RestError {
  return new RestError(404, message, `${plugin}.NotFoundException`);
}

/** The plugin's own check. */
export function notAuthorized(message: string): RestError {
  return new RestError(403, message, `${plugin}.AuthorizationFailedException`);
}

/** The server core's check. */
export function accessDenied(message: string, status: 403 | 400 | 500 = 403): RestError {
  return new RestError(status, message, 'jetbrains.buildServer.serverSide.auth.AccessDeniedException');
}

/** A client mistake for which the server has no answer of its own (section 1.6). */
export function unexpected(message: string, exception = 'java.lang.NullPointerException'): RestError {
  return new RestError(500, message, exception);
}

/** The body is not what the JSON library can make an object of. */
export function unreadableBody(message: string): RestError {
  return new RestError(400, message, 'com.fasterxml.jackson.databind.JsonMappingException', 'plain');
}

export function routingError(status: 404 | 405 | 406 | 415): RestError {
  return new RestError(status, routingMessages[status], routingExceptions[status]);
}

const routingMessages = {
  404: 'HTTP 404 Not Found',
  405: 'HTTP 405 Method Not Allowed',
  406: "Not acceptable: make sure you have supplied the correct 'Accept' header.",
  415: "Unsupported media type: make sure you have supplied the correct 'Content-Type' header.",
} as const;

const routingExceptions = {
  404: 'javax.ws.rs.NotFoundException',
  405: 'javax.ws.rs.NotAllowedException',
  406: 'javax.ws.rs.NotAcceptableException',
  415: 'javax.ws.rs.NotSupportedException',
} as const;
