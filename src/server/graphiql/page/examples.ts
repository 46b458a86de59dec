export interface Example {
  readonly title: string;
  /** One line on what it answers. */
  readonly about: string;
  readonly query: string;
  readonly variables?: string;
}

/** They name people and things of the sandbox's company; on real servers, names have to be put in. */
export const examples: readonly Example[] = [
  {
    title: 'Who is Ada, everywhere',
    about: 'Her accounts in all four systems, with what she holds in each.',
    query: `# One person on four servers.
query WhoIsAda {
  users(filter: { search: "lovelace" }) {
    totalCount
    isComplete
    nodes {
      system { name }
      login
      displayName
      status
      lastLoginAt
      roles { label }
      groups { label }
      teams { label }
      projectPermissions { label }
    }
  }
}
`,
  },
  {
    title: 'A page of all accounts',
    about: 'Ordered over all systems, with how each system contributed. Page on with endCursor.',
    query: `query Accounts(
  $first: Int!
  $after: String
  $orderBy: UserOrder
) {
  users(
    first: $first
    after: $after
    orderBy: $orderBy
  ) {
    totalCount
    isComplete
    sources {
      system { key }
      state
      totalCount
      asOf
      problem { code message }
    }
    nodes {
      system { key }
      login
      displayName
      email
      status
      lastLoginAt
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    variables: `{
  "first": 20,
  "after": null,
  "orderBy": {
    "field": "LAST_LOGIN_AT",
    "direction": "DESC"
  }
}`,
  },
  {
    title: 'What somebody may do in TeamCity',
    about: 'Roles with their scope, and the group through which each is held.',
    query: `query TeamCityRoles($login: String!) {
  user(
    by: {
      login: { system: "teamcity", login: $login }
    }
  ) {
    displayName
    isAdministrator
    roles {
      role { name permissions }
      scope
      project { name }
      via {
        ... on Group { name }
      }
    }
  }
}
`,
    variables: `{
  "login": "ada.lovelace"
}`,
  },
  {
    title: 'Tokens that never expire',
    about: 'Whose they are and when they were last used; systems that cannot tell say so.',
    query: `query TokensWithoutEnd {
  accessTokens(
    filter: { neverExpires: true, state: [ACTIVE] }
  ) {
    totalCount
    isComplete
    sources {
      system { key }
      state
      problem { code message }
    }
    nodes {
      system { key }
      name
      owner { login displayName status }
      createdAt
      usage
      lastUsedAt
    }
  }
}
`,
  },
  {
    title: 'Systems: health and abilities',
    about: 'Which servers are up, in which version, and what can be done there.',
    query: `query Systems {
  systems {
    key
    name
    url
    version
    health {
      status
      latencyMs
      problem { code message }
    }
    capabilities { operation support note }
  }
}
`,
  },
  {
    title: 'A group and its members',
    about: 'Groups by part of their name, what they give and who is in.',
    query: `query Groups($name: String!) {
  groups(filter: { search: $name }) {
    nodes {
      system { key }
      name
      description
      parents { name }
      roles { name }
      members(first: 20) {
        totalCount
        nodes { login displayName status }
      }
    }
  }
}
`,
    variables: `{
  "name": "verification"
}`,
  },
];
