import type { ZephyrGroup } from './entities.ts';

/** Members and projects are not in it: no read of a group tells them (zephyr.md 3.2). */
export function groupWire(group: ZephyrGroup): object {
  return {
    id: group.id,
    name: group.name,
    editable: true,
    disabled: group.disabled,
    canCreate: true,
    canAssign: true,
    canChangeState: true,
    createdOn: group.createdOn,
  };
}
