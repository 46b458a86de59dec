import { z } from 'zod';

/**
 * The shape of `company.yaml`: per system what is shared (roles, groups, teams, projects), then the people with
 * their accounts. Strict everywhere, so that a misspelt key is an error and not a silent default.
 */

const text = z.string().min(1);
const time = z.iso.datetime();
const names = z.array(text).optional();
const byProject = z.record(text, text).optional();
/** Absent: taken from the person; null: none, on purpose. */
const fromPerson = z.string().nullable().optional();

const zephyrSystem = z.strictObject({
  roles: z.array(
    z.strictObject({
      id: z.int().min(6),
      name: text,
      description: z.string().optional(),
      isProjectRole: z.boolean().optional(),
      applications: z.array(z.int()).optional(),
    }),
  ),
  groups: z.array(z.strictObject({ id: z.int().positive(), name: text, disabled: z.boolean().optional() })),
  projects: z.array(
    z.strictObject({
      id: z.int().positive(),
      name: text,
      description: z.string().optional(),
      active: z.boolean().optional(),
      groups: z.array(z.strictObject({ group: text, role: text })).optional(),
    }),
  ),
});

const zephyrAccount = z.strictObject({
  id: z.int().positive().optional(),
  username: text,
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: fromPerson,
  enabled: z.boolean().optional(),
  accountExpired: z.boolean().optional(),
  credentialsExpired: z.boolean().optional(),
  userType: z.int().optional(),
  type: z.string().optional(),
  isInternal: z.boolean().optional(),
  failedLogins: z.int().optional(),
  lastLoginAt: time.optional(),
  title: z.string().optional(),
  location: z.string().optional(),
  roles: names,
  groups: names,
  projects: byProject,
  password: text.optional(),
  tokens: z.array(z.strictObject({ label: text, value: text.optional() })).optional(),
});

const foremanSystem = z.strictObject({
  organizations: z.array(text),
  locations: z.array(text),
  roles: z.array(
    z.strictObject({
      name: text,
      description: z.string().optional(),
      isSeeded: z.boolean().optional(),
      permissions: names,
    }),
  ),
  usergroups: z.array(
    z.strictObject({ name: text, admin: z.boolean().optional(), roles: names, groups: names }),
  ),
});

const foremanAccount = z.strictObject({
  id: z.int().positive().optional(),
  login: z
    .string()
    .regex(/^[\p{L}\p{N}_\-@.\\$#+]+$/u, 'a Foreman login is made of letters, digits and _ - @ . \\ $ # +'),
  firstname: fromPerson,
  lastname: fromPerson,
  mail: fromPerson,
  mailEnabled: z.boolean().optional(),
  admin: z.boolean().optional(),
  disabled: z.boolean().optional(),
  authSource: z.enum(['Internal', 'External']).optional(),
  timezone: text.optional(),
  locale: text.optional(),
  description: z.string().optional(),
  lastLoginAt: time.optional(),
  createdAt: time.optional(),
  updatedAt: time.optional(),
  organizations: names,
  locations: names,
  defaultOrganization: text.optional(),
  defaultLocation: text.optional(),
  roles: names,
  usergroups: names,
  password: text.optional(),
  tokens: z
    .array(
      z.strictObject({
        name: text,
        value: text.optional(),
        createdAt: time.optional(),
        expiresAt: time.optional(),
        lastUsedAt: time.optional(),
        revoked: z.boolean().optional(),
      }),
    )
    .optional(),
});

const stamps = {
  createdAt: time.optional(),
  createdBy: text.optional(),
  updatedAt: time.optional(),
  updatedBy: text.optional(),
};

const squashSystem = z.strictObject({
  profiles: names,
  teams: z.array(
    z.strictObject({
      id: z.int().positive().optional(),
      name: text.max(50),
      description: z.string().optional(),
      ...stamps,
      projects: byProject,
    }),
  ),
  projects: z.array(
    z.strictObject({
      id: z.int().positive().optional(),
      name: text,
      label: z.string().optional(),
      description: z.string().optional(),
      active: z.boolean().optional(),
      isTemplate: z.boolean().optional(),
    }),
  ),
});

const squashAccount = z.strictObject({
  id: z.int().positive().optional(),
  login: text.max(100),
  firstName: fromPerson,
  lastName: text.optional(),
  email: fromPerson,
  active: z.boolean().optional(),
  group: z.enum(['Admin', 'User', 'TestAutomationServer']).optional(),
  canDeleteFromFront: z.boolean().optional(),
  lastConnectedAt: time.optional(),
  ...stamps,
  teams: names,
  projects: byProject,
  ownsMilestone: z.boolean().optional(),
  password: z.string().min(6).optional(),
  tokens: z
    .array(
      z.strictObject({
        name: text,
        value: text.optional(),
        permissions: z.enum(['READ', 'READ_WRITE']).optional(),
        expiresOn: z.iso.date().optional(),
      }),
    )
    .optional(),
});

const assignments = z.array(z.strictObject({ role: text, project: text.optional() })).optional();

const teamcitySystem = z.strictObject({
  roles: z.array(z.strictObject({ id: text, name: text, permissions: names, includes: names })),
  projects: z.array(
    z.strictObject({
      id: text,
      name: text,
      description: z.string().optional(),
      parent: text.optional(),
      archived: z.boolean().optional(),
    }),
  ),
  groups: z.array(
    z.strictObject({
      key: text,
      name: text,
      description: z.string().optional(),
      parents: names,
      roles: assignments,
    }),
  ),
});

const teamcityAccount = z.strictObject({
  id: z.int().positive().optional(),
  username: z.string().regex(/^[^\p{Lu}]+$/u, 'TeamCity keeps user names in lower case'),
  name: fromPerson,
  email: fromPerson,
  lastLoginAt: time.optional(),
  hasPassword: z.boolean().optional(),
  enabled2FA: z.boolean().optional(),
  properties: z.record(text, z.string()).optional(),
  roles: assignments,
  groups: names,
  password: text.optional(),
  tokens: z
    .array(
      z.strictObject({
        name: text,
        value: text.optional(),
        createdAt: time.optional(),
        expiresAt: time.optional(),
      }),
    )
    .optional(),
});

const person = z
  .strictObject({
    name: text,
    firstName: text.optional(),
    lastName: text.optional(),
    email: z.string().includes('@').nullable(),
    about: text.optional(),
    zephyr: oneOrMore(zephyrAccount),
    foreman: oneOrMore(foremanAccount),
    squash: oneOrMore(squashAccount),
    teamcity: oneOrMore(teamcityAccount),
  })
  .refine(
    (value) => value.name.includes(' ') || (value.firstName !== undefined && value.lastName !== undefined),
    {
      error: 'a name of one word needs firstName and lastName beside it',
    },
  );

export const companyFile = z.strictObject({
  name: text,
  zephyr: zephyrSystem,
  foreman: foremanSystem,
  squash: squashSystem,
  teamcity: teamcitySystem,
  people: z.array(person),
});

export type CompanyFile = z.infer<typeof companyFile>;
export type PersonEntry = CompanyFile['people'][number];

/** One account may stand alone; somebody with two lists them. */
function oneOrMore<T extends z.ZodType>(account: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(account)).optional();
}
