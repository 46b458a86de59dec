import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { byLogin } from './gateway-writing.ts';

export const newcomer = { login: 'nora.newcomer', lastName: 'Newcomer' };
export const mailed = { ...newcomer, firstName: 'Nora', email: 'nora.newcomer@blockpost.example' };
export const password = 'Plain-Words-41!';
export const signsIn = { login: newcomer.login, password };

export function on(system: SandboxSystem, login: string, rest: object): object {
  return { user: byLogin(system, login), ...rest };
}

export function named(...roles: string[]) {
  return { roles: roles.map((role) => ({ role })) };
}
