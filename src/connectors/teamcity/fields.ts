/** What is asked with `fields=`; an absent specification would bring far more, or too little (teamcity.md 2.2). */

/** Nested specifications are ignored below `roles`, but not every server has always done so. */
const assignments = 'roles(role(roleId,scope))';

/**
 * A group with its roles and those of its parents, `levels` up. One level further the keys alone are asked: they
 * show whether anything is left to complete.
 */
function groupWithParents(own: string, parents: string, levels: number): string {
  const above = levels === 0 ? 'group(key)' : groupWithParents(parents, parents, levels - 1);
  return `group(${own},${assignments},parent-groups(${above}))`;
}

const parentLevels = 2;
const light = 'id,username,name,email,lastLogin';

/** Light fields, with what tells whether an account is an administrator. */
export const lightAccountFields = `${light},${assignments},groups(${groupWithParents('key', 'key', parentLevels)})`;
/** Light fields, roles and groups, with the names of groups. */
const namedAccountFields = `${light},${assignments},groups(${groupWithParents('key,name,description', 'key,name', parentLevels)})`;
const details = 'realm,hasPassword,properties(property(name,value))';

/** Fields of one account for a projection. */
export function accountFields(projection: ReadonlySet<string>): string {
  const isNamed = projection.has('roles') || projection.has('groups');
  const standing = isNamed ? namedAccountFields : lightAccountFields;
  return projection.has('details') ? `${standing},${details}` : standing;
}

export const groupFields = `key,name,description,parent-groups(group(key,name)),${assignments}`;
export const roleFields = 'id,name,included(role(id)),permissions(permission(id))';
export const projectFields = 'id,name,description,archived';
export const tokenFields = 'name,creationTime,expirationTime';
