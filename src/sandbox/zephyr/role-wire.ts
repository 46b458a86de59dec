import { applications } from './applications.ts';
import type { ZephyrRole } from './entities.ts';
import type { ZephyrSwitches } from './switches.ts';

const administrationTemplate = 1;
export const projectTemplate = 2;

/** The role as `/role` sends it; its template holds JSON inside a string (zephyr.md 3.1). */
export function roleWire(role: ZephyrRole, switches: ZephyrSwitches): object {
  const isCustom = role.id > 5;
  return {
    id: role.id,
    name: roleName(role, switches),
    description: role.description ?? null,
    hasManagerApp: role.id === 1,
    deletable: isCustom,
    editable: isCustom,
    createdOn: role.createdOn,
    isProjectAppRole: role.isProjectRole,
    roleTemplate: role.isProjectRole
      ? template(projectTemplate, 'Project Apps', 2)
      : template(administrationTemplate, 'Administration Apps', 1),
  };
}

/** Role 106 ends in a blank on the server; the switch takes it away. */
export function roleName(role: ZephyrRole, switches: ZephyrSwitches): string {
  return switches.roleNameBlank === 'on' ? role.name : role.name.trimEnd();
}

export function permissionsWire(role: ZephyrRole): object[] {
  // The field is called a name and holds a number.
  return role.applications.map((id) => ({ applicationName: id }));
}

function template(id: number, templateName: string, level: number): object {
  const apps = applications
    .filter((each) => each.desktopLevel === level)
    .map(({ id, name }) => ({ id, name }));
  return {
    id,
    templateName,
    templateType: level,
    templateApps: JSON.stringify({ apps }),
    editable: true,
    deletable: true,
  };
}
