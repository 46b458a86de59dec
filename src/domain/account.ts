import type { Instant } from './instant.ts';

export type AccountStatus = 'ACTIVE' | 'DISABLED' | 'EXPIRED' | 'UNKNOWN';

/** An account in one system, with what a list gives of it. Absent members are unknown or empty upstream. */
export interface Account {
  readonly system: string;
  readonly nativeId: string;
  readonly login: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Best available name; the login where nothing better is known. */
  readonly displayName: string;
  readonly email?: string | undefined;
  readonly status: AccountStatus;
  /** Absent where the upstream cannot say. */
  readonly isAdministrator?: boolean | undefined;
  readonly lastLoginAt?: Instant | undefined;
  /** False: certainly never. Absent: the upstream cannot say. */
  readonly hasLoggedIn?: boolean | undefined;
  readonly createdAt?: Instant | undefined;
  readonly createdBy?: string | undefined;
  readonly updatedAt?: Instant | undefined;
  readonly updatedBy?: string | undefined;
}

export interface Attribute {
  readonly name: string;
  readonly value?: string | undefined;
}

/** What only one kind of system knows about an account; `kind` tells which. */
export type AccountDetails =
  | ZephyrAccountDetails
  | ForemanAccountDetails
  | SquashAccountDetails
  | TeamCityAccountDetails
  | OtherAccountDetails;

export interface ZephyrAccountDetails {
  readonly kind: 'zephyr';
  readonly userType?: number | undefined;
  readonly type?: string | undefined;
  readonly isChargeable?: boolean | undefined;
  readonly isInternal?: boolean | undefined;
  readonly isAccountExpired?: boolean | undefined;
  readonly isCredentialsExpired?: boolean | undefined;
  readonly isUsernameCustomized?: boolean | undefined;
  readonly failedLoginCount?: number | undefined;
}
export interface ForemanAccountDetails {
  readonly kind: 'foreman';
  readonly description?: string | undefined;
  readonly locale?: string | undefined;
  readonly timezone?: string | undefined;
  readonly isMailEnabled?: boolean | undefined;
  readonly authSource?: string | undefined;
  readonly defaultOrganization?: string | undefined;
  readonly defaultLocation?: string | undefined;
  readonly organizations: readonly string[];
  readonly locations: readonly string[];
}
export interface SquashAccountDetails {
  readonly kind: 'squash';
  readonly userGroup?: string | undefined;
  readonly canDeleteFromFront?: boolean | undefined;
}
export interface TeamCityAccountDetails {
  readonly kind: 'teamcity';
  readonly realm?: string | undefined;
  readonly hasPassword?: boolean | undefined;
  readonly properties?: readonly Attribute[] | undefined;
}
export interface OtherAccountDetails {
  readonly kind: 'other';
  readonly attributes: readonly Attribute[];
}
