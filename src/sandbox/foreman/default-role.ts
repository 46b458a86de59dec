/** The Default role, which every account holds beside its own (foreman.md 2.2). */
export const defaultRoleId = 1;
