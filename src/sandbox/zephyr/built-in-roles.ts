import { applications } from './applications.ts';

export const managerRole = 1;
export const defectRole = 4;
export const dashboardRole = 5;

/** The roles every server has (zephyr.md 3.1); custom ones follow above 100. */
export const builtInRoles = [
  { id: managerRole, name: 'manager', applications: applications.map((each) => each.id) },
  { id: 2, name: 'lead', applications: [8, 9, 11, 13, 15, 16, 17] },
  { id: 3, name: 'tester', applications: [9, 11, 13, 15, 16, 17] },
  { id: defectRole, name: 'defect user', applications: [17] },
  { id: dashboardRole, name: 'dashboard', applications: [13] },
] as const;
