/**
 * A request that does not succeed, in one of the five shapes that clients have met (squash.md 1.6).
 *
 * - `plugin`: (a) flat, of the REST plugin.
 * - `business`: (b) a rule of the core, always 412. `exception` is the simple class name.
 * - `validation`: (c) a field the core refuses, always 412.
 * - `container`: (d) Spring Boot's envelope.
 * - `text`: (e) not JSON.
 */
export type RefusalAnswer =
  | {
      readonly shape: 'plugin';
      readonly status: number;
      readonly exception: string;
      readonly message: string;
    }
  | { readonly shape: 'business'; readonly exception: BusinessException }
  | {
      readonly shape: 'validation';
      readonly fieldName: string;
      readonly message: ValidationMessage;
      readonly value: string;
    }
  | {
      readonly shape: 'container';
      readonly status: number;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly shape: 'text'; readonly status: number; readonly text: string };

export type BusinessException =
  | 'LoginAlreadyExistsException'
  | 'ActiveUserDeleteException'
  | 'MilestoneOwnerDeleteException'
  | 'UserGroupChangeException'
  | 'NotTestAutomationServerException';

export type ValidationMessage = 'name-taken' | 'invalid-value' | 'password-not-internal';

/** Thrown by whatever step finds the reason; the simulator turns it into a reply. */
export class Refusal extends Error {
  readonly answer: RefusalAnswer;

  constructor(answer: RefusalAnswer) {
    super(`refused (${answer.shape})`);
    this.answer = answer;
  }
}

/** `The user with id : 9999 do not exist`, in the plugin's own English. */
export function notFound(what: string, by: string, value: string | number): Refusal {
  return new Refusal({
    shape: 'plugin',
    status: 404,
    exception: 'javax.persistence.EntityNotFoundException',
    message: `The ${what} with ${by} : ${value} do not exist`,
  });
}

export function badRequest(exception: string, message: string, status: 400 | 404 = 400): Refusal {
  return new Refusal({ shape: 'plugin', status, exception, message });
}

export function accessDenied(): Refusal {
  return new Refusal({
    shape: 'plugin',
    status: 403,
    exception: 'org.springframework.security.access.AccessDeniedException',
    message: 'Access is denied',
  });
}

export function business(exception: BusinessException): Refusal {
  return new Refusal({ shape: 'business', exception });
}

export function invalidField(fieldName: string, value: string, status: 400 | 412): Refusal {
  if (status === 412) {
    return new Refusal({ shape: 'validation', fieldName, message: 'invalid-value', value });
  }
  const message = `The field ${fieldName} is missing or invalid`;
  return badRequest('javax.validation.ConstraintViolationException', message);
}

export function nameTaken(name: string): Refusal {
  return new Refusal({ shape: 'validation', fieldName: 'name', message: 'name-taken', value: name });
}

export function missingParameter(name: string): Refusal {
  const exception = 'org.springframework.web.bind.MissingServletRequestParameterException';
  return badRequest(exception, `Required List parameter '${name}' is not present`);
}

export function unhandled(): Refusal {
  return new Refusal({ shape: 'container', status: 500, message: '' });
}
