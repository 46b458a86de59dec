import type { SandboxSystem } from '#sandbox/sandbox.ts';
import type { Stack } from './start-stack.ts';
import type { MutationName } from './gateway-writing.ts';

/** Input of a mutation; some needs ids that only the running gateway knows. */
export type ScenarioInput = object | ((stack: Stack) => Promise<object>);

export interface Scenario {
  readonly name: string;
  readonly system: SandboxSystem;
  readonly mutation: MutationName;
  readonly input: ScenarioInput;
  /** Login with a password that is to work afterwards: no list shows passwords, signing in does. */
  readonly signsIn?: { readonly login: string; readonly password: string };
  /** Numbers of the writes that no reading can find: passwords, and tokens that nobody may list. */
  readonly blindWrites?: readonly number[];
  /** Doing it again is refused, as the name is taken, or makes another one. */
  readonly isOnceOnly?: boolean;
}
