import type { Company } from './company.ts';
import type { PersonEntry } from './company-file.ts';

interface PersonAccounts {
  readonly zephyr: Company['zephyr']['users'];
  readonly foreman: Company['foreman']['users'];
  readonly squash: Company['squash']['users'];
  readonly teamcity: Company['teamcity']['users'];
}

/** The accounts of one person, names and e-mails filled from the person where the account leaves them out. */
export function accountsOf(person: PersonEntry): PersonAccounts {
  const { first, last } = nameParts(person);
  const fill = (own: string | null | undefined, shared: string | null): string | undefined =>
    (own === undefined ? shared : own) ?? undefined;
  return {
    zephyr: (person.zephyr ?? []).map((account) => ({
      ...account,
      firstName: account.firstName ?? first,
      lastName: account.lastName ?? last,
      email: fill(account.email, person.email),
    })),
    foreman: (person.foreman ?? []).map((account) => ({
      ...account,
      firstname: fill(account.firstname, first),
      lastname: fill(account.lastname, last),
      mail: fill(account.mail, person.email),
    })),
    squash: (person.squash ?? []).map((account) => ({
      ...account,
      firstName: fill(account.firstName, first),
      lastName: account.lastName ?? last,
      email: fill(account.email, person.email),
    })),
    teamcity: (person.teamcity ?? []).map((account) => ({
      ...account,
      name: fill(account.name, person.name),
      email: fill(account.email, person.email),
    })),
  };
}

/** Everything before the last blank is the first name, unless the person says otherwise. */
function nameParts(person: PersonEntry): { readonly first: string; readonly last: string } {
  const blank = person.name.lastIndexOf(' ');
  return {
    first: person.firstName ?? person.name.slice(0, Math.max(blank, 0)),
    last: person.lastName ?? person.name.slice(blank + 1),
  };
}
