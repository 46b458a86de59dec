/** Every registered account is in it, and none can leave (teamcity.md 2.3, 2.9). */
export const allUsersGroup = 'ALL_USERS_GROUP';
