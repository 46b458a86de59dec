/** The applications a role can open (zephyr.md 3.1); `desktopLevel` 1 is administration, 2 is a project. */
export const applications = [
  { id: 1, name: 'System Setup', desktopLevel: 1 },
  { id: 2, name: 'User Setup', desktopLevel: 1 },
  { id: 3, name: 'Project Setup', desktopLevel: 1 },
  { id: 6, name: 'Defect Admin', desktopLevel: 1 },
  { id: 8, name: 'Release Setup', desktopLevel: 2 },
  { id: 9, name: 'Requirements', desktopLevel: 2 },
  { id: 11, name: 'Test Planning', desktopLevel: 2 },
  { id: 13, name: 'Reporting', desktopLevel: 2 },
  { id: 15, name: 'Test Repository', desktopLevel: 2 },
  { id: 16, name: 'Test Execution', desktopLevel: 2 },
  { id: 17, name: 'Defect Tracking', desktopLevel: 2 },
  { id: 20, name: 'Execute All Executions', desktopLevel: 2 },
  { id: 32, name: 'Group Setup', desktopLevel: 1 },
] as const;

export const userSetup = 2;
export const projectSetup = 3;
export const groupSetup = 32;
