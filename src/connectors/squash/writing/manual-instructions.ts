/** What a person can do where Squash TM, or its API, cannot: told with the capability and with each intent. */
export const manualInstructions = {
  roles: 'Squash TM has no roles: put the account into a user group, or give it permissions on projects.',
  leaveGroup:
    'An account is always in exactly one user group: it cannot leave it, but it can be put into another one.',
  secondGroup: 'An account is in exactly one user group: ask for the one it is to be in only.',
  secondPermission: 'An account holds one permission on a project: ask for the one it is to hold there only.',
  displayName: 'Squash TM shows first and last name, and no other name: change those instead.',
  createToken:
    'The API makes tokens for technical accounts only (user group TestAutomationServer, from version 8.0). For another account its owner makes one in their own profile.',
  revokeToken:
    'Only the owner can revoke a token, in their own profile. Disabling the account deletes all its API tokens for good.',
} as const;
