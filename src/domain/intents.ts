import type { Instant } from './instant.ts';
import type { AccountStatus } from './account.ts';
import type { Group, Project, Role, Team } from './entities.ts';

/** Names of an account; absent members stay as they are, an empty text clears. */
export interface ProfileChange {
  readonly login?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
}

/** What only one kind of system knows; `kind` must be the system's. */
export type DetailsChange =
  | {
      readonly kind: 'zephyr';
      readonly isCredentialsExpired?: boolean | undefined;
      readonly isUsernameCustomized?: boolean | undefined;
      readonly userType?: number | undefined;
      readonly type?: string | undefined;
      readonly isChargeable?: boolean | undefined;
    }
  | {
      readonly kind: 'foreman';
      readonly description?: string | undefined;
      readonly locale?: string | undefined;
      readonly timezone?: string | undefined;
      readonly isMailEnabled?: boolean | undefined;
      readonly isAdministrator?: boolean | undefined;
      readonly authSourceId?: string | undefined;
      readonly organizationIds?: readonly string[] | undefined;
      readonly locationIds?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'squash';
      readonly userGroup?: string | undefined;
      readonly canDeleteFromFront?: boolean | undefined;
    }
  | {
      readonly kind: 'teamcity';
      readonly properties?: readonly { readonly name: string; readonly value: string }[] | undefined;
    };

/**
 * What is to become of one account, in the gateway's words: names are resolved to entities of the system already. A
 * connector turns intents into upstream writes.
 */
export type Intent =
  | {
      readonly kind: 'create';
      readonly profile: ProfileChange;
      readonly password?: string | undefined;
      readonly isActive: boolean;
      readonly details?: DetailsChange | undefined;
    }
  | { readonly kind: 'updateProfile'; readonly profile: ProfileChange }
  | { readonly kind: 'updateDetails'; readonly details: DetailsChange }
  | { readonly kind: 'setPassword'; readonly password: string }
  | { readonly kind: 'setStatus'; readonly status: Extract<AccountStatus, 'ACTIVE' | 'DISABLED'> }
  | { readonly kind: 'delete' }
  | { readonly kind: 'addRole'; readonly role: Role; readonly project?: Project | undefined }
  | { readonly kind: 'removeRole'; readonly role: Role; readonly project?: Project | undefined }
  | { readonly kind: 'addGroup'; readonly group: Group }
  | { readonly kind: 'removeGroup'; readonly group: Group }
  | { readonly kind: 'addTeam'; readonly team: Team }
  | { readonly kind: 'removeTeam'; readonly team: Team }
  | { readonly kind: 'grantPermission'; readonly permission: string; readonly project: Project }
  | { readonly kind: 'revokePermission'; readonly project: Project }
  | { readonly kind: 'createToken'; readonly name: string; readonly expiresAt?: Instant | undefined }
  | { readonly kind: 'revokeToken'; readonly tokenId: string };

export type IntentKind = Intent['kind'];
