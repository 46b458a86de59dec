import type { UserDetailsResolvers } from '#generated/resolvers.ts';

const typeNames = {
  zephyr: 'ZephyrUserDetails',
  foreman: 'ForemanUserDetails',
  squash: 'SquashUserDetails',
  teamcity: 'TeamCityUserDetails',
  other: 'OtherUserDetails',
} as const;

export const UserDetails: UserDetailsResolvers = { __resolveType: (details) => typeNames[details.kind] };
