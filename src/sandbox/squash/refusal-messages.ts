import type { BusinessException, ValidationMessage } from './refusal.ts';

type Texts = { readonly en: string; readonly fr: string };

const businessTexts: Record<BusinessException, Texts> = {
  LoginAlreadyExistsException: { en: 'This login already exists.', fr: 'Ce login existe déjà.' },
  ActiveUserDeleteException: {
    en: 'You cannot delete or deactivate your own account.',
    fr: 'Vous ne pouvez ni supprimer ni désactiver votre propre compte.',
  },
  MilestoneOwnerDeleteException: {
    en: 'A user who owns a milestone cannot be deleted.',
    fr: 'Un utilisateur propriétaire de jalon ne peut pas être supprimé.',
  },
  UserGroupChangeException: {
    en: 'A technical account cannot change its group, nor can another account become one.',
    fr: 'Un compte technique ne peut pas changer de groupe, ni un autre compte en devenir un.',
  },
  NotTestAutomationServerException: {
    en: 'Tokens can be created for technical accounts only.',
    fr: 'Seuls les comptes techniques peuvent recevoir un jeton.',
  },
};

const validationTexts: Record<ValidationMessage, Texts> = {
  'name-taken': { en: 'The name "{}" is already in use.', fr: 'Le nom "{}" est déjà utilisé.' },
  'invalid-value': { en: 'This value is not valid.', fr: "Cette valeur n'est pas valide." },
  'password-not-internal': {
    en: 'Passwords are not managed by Squash TM.',
    fr: 'Les mots de passe ne sont pas gérés par Squash TM.',
  },
};

/** Texts follow the caller's language, so nobody can rely on them (squash.md 1.6). */
export function businessMessage(exception: BusinessException, acceptLanguage: string | undefined): string {
  return businessTexts[exception][language(acceptLanguage)];
}

export function validationMessage(
  message: ValidationMessage,
  value: string,
  acceptLanguage: string | undefined,
): string {
  return validationTexts[message][language(acceptLanguage)].replace('{}', value);
}

function language(acceptLanguage: string | undefined): 'en' | 'fr' {
  return acceptLanguage?.trim().toLowerCase().startsWith('fr') === true ? 'fr' : 'en';
}
