/** What the contract leaves open (zephyr.md 9); the first value of each is the contract's own choice. */
export interface ZephyrSwitches {
  /** Status of a by-id read that finds nothing. Writes answer 404 under 404 and else 500. */
  readonly unknownId: 500 | 404 | 204;
  readonly createStatus: 200 | 201;
  /** `no`: a user is created without the roles asked for, and says so in the answer. */
  readonly createGrantsRoles: 'yes' | 'no';
  /** What a PUT does to the fields it leaves out. */
  readonly putOmittedFields: 'cleared' | 'kept';
  /** Where a number is expected and something else comes: 404 without a body, or 400 with one. */
  readonly badNumber: 404 | 400;
  readonly membersSemantics: 'replace' | 'append';
  /** Body of a token delete; under `false` nothing is deleted. */
  readonly tokenDeleteBody: 'true' | 'True' | 'empty' | 'false';
  /** Of the grids under `/ui`; rows wrapped in `userDTO` are those of `/ui/users` only. */
  readonly usersGridShape: 'envelope+userDTO' | 'envelope' | 'array';
  readonly resultSize: 'zero' | 'honest';
  /** `groups` is what older servers say; they also repeat the login as `loginName`. */
  readonly groupsKey: 'groupSet' | 'groups';
  readonly roleList: 200 | 404;
  readonly licence: 'unlimited' | 'refuse';
  readonly errorCode: 'code' | 'reason phrase' | 'absent';
  readonly loginLimit: 'ten failures' | 'off';
  readonly duplicateUser: 400 | 500;
  /** `off`: role names are shown without the blank that role 106 ends in. */
  readonly roleNameBlank: 'on' | 'off';
  readonly disabledUserTokens: 'stop working' | 'keep working';
}

export const zephyrDefaults: ZephyrSwitches = {
  unknownId: 500,
  createStatus: 200,
  createGrantsRoles: 'yes',
  putOmittedFields: 'cleared',
  badNumber: 404,
  membersSemantics: 'replace',
  tokenDeleteBody: 'true',
  usersGridShape: 'envelope+userDTO',
  resultSize: 'zero',
  groupsKey: 'groupSet',
  roleList: 200,
  licence: 'unlimited',
  errorCode: 'code',
  loginLimit: 'ten failures',
  duplicateUser: 400,
  roleNameBlank: 'on',
  disabledUserTokens: 'stop working',
};
