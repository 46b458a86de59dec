import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode, ErrorFacts } from '#domain/errors.ts';

export interface HttpFacts extends ErrorFacts {
  /** Instead of the status that the code has. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure that says more over HTTP than its code does. */
export class HttpFailure extends RollcallError {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, { status, headers = {}, ...facts }: HttpFacts) {
    super(code, message, facts);
    this.status = status;
    this.headers = headers;
  }
}
