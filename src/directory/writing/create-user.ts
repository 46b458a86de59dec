import { randomInt } from 'node:crypto';
import type { Intent, ProfileChange } from '#domain/intents.ts';
import { requireSystem } from '../landscape.ts';
import type { ConnectedSystem } from '../landscape.ts';
import type { CommonInput } from './common-input.ts';
import type { Desk } from './desk.ts';
import { detailsChange, withoutNulls } from './details-intent.ts';
import type { DetailsInput } from './details-intent.ts';
import { grantIntents, groupIntents, roleIntents, teamIntents } from './holding-intents.ts';
import type { PermissionChoice, RoleChoice } from './holding-intents.ts';
import { onceByKey } from './idempotent.ts';
import type { MutationModel } from './models.ts';
import { runMutation } from './run-mutation.ts';
import type { WriterContext } from './writer-context.ts';

type Nullable<T> = { readonly [M in keyof T]?: T[M] | null };

export interface CreateUserInput extends CommonInput {
  readonly system: string;
  readonly profile: Nullable<ProfileChange>;
  readonly password?: string | null | undefined;
  readonly generatePassword: boolean;
  readonly isActive: boolean;
  readonly roles?: readonly RoleChoice[] | null | undefined;
  readonly groups?: readonly string[] | null | undefined;
  readonly teams?: readonly string[] | null | undefined;
  readonly projectPermissions?: readonly PermissionChoice[] | null | undefined;
  readonly details?: DetailsInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export interface CreatedUser {
  readonly run: MutationModel;
  readonly system?: ConnectedSystem | undefined;
  readonly nativeId?: string | undefined;
  /** Passed on once, kept nowhere. */
  readonly generatedPassword?: string | undefined;
}

export async function createUser(input: CreateUserInput, context: WriterContext): Promise<CreatedUser> {
  const system = context.landscape.find(input.system);
  const generatedPassword = input.generatePassword ? generatePassword() : undefined;
  const { answer, isFirst } = await onceByKey(
    'createUser',
    input,
    input.idempotencyKey,
    context,
    async () => {
      const run = await runMutation(
        {
          mutation: 'createUser',
          dryRun: input.dryRun,
          reason: input.reason ?? undefined,
          idempotencyKey: input.idempotencyKey,
          caller: context.caller,
          systemKeys: [input.system],
          prepare: async (desk) => {
            const found = await desk.attempt([], async () =>
              requireSystem(context.landscape, input.system, ['input', 'system']),
            );
            if (found === undefined) return [];
            return [
              { system: found, work: [{ intents: await intentsOf(input, generatedPassword, found, desk) }] },
            ];
          },
        },
        context,
      );
      return { run, subject: system === undefined ? undefined : run.madeAccount(system, 0) };
    },
  );
  const isPasswordRefused = answer.run.changes.some(
    ({ operation, outcome }) => operation === 'SET_PASSWORD' && outcome === 'UNSUPPORTED',
  );
  const wasMade = answer.subject !== undefined && !isPasswordRefused;
  return {
    run: answer.run,
    system,
    nativeId: answer.subject,
    generatedPassword: isFirst && wasMade ? generatedPassword : undefined,
  };
}

async function intentsOf(
  input: CreateUserInput,
  generated: string | undefined,
  system: ConnectedSystem,
  desk: Desk,
): Promise<Intent[]> {
  const profile: ProfileChange = withoutNulls(input.profile);
  if ((profile.login ?? '').trim() === '') {
    desk.note('INVALID_INPUT', 'Expected a login.', ['input', 'profile', 'login'], system);
  }
  if (input.generatePassword && typeof input.password === 'string') {
    desk.note('INVALID_INPUT', 'Expected either password or generatePassword; got both.', [
      'input',
      'password',
    ]);
  }
  const password = generated ?? input.password ?? undefined;
  const details = detailsChange(input.details, system, ['input', 'details'], desk);
  const permissions: Intent[] = [];
  for (const [index, choice] of (input.projectPermissions ?? []).entries()) {
    permissions.push(
      ...(await grantIntents(choice, system, ['input', 'projectPermissions', String(index)], desk)),
    );
  }
  return [
    { kind: 'create', profile, isActive: input.isActive, password, details },
    ...(await roleIntents('addRole', input.roles ?? [], system, ['input', 'roles'], desk)),
    ...(await groupIntents('addGroup', input.groups ?? [], system, ['input', 'groups'], desk)),
    ...(await teamIntents('addTeam', input.teams ?? [], system, ['input', 'teams'], desk)),
    ...permissions,
  ];
}

/** Without letters and digits that people mistake for each other. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.';

/** 24 characters, about 140 bits. */
function generatePassword(): string {
  return Array.from({ length: 24 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
