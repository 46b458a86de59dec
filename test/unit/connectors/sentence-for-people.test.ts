import { describe, expect, it } from 'vitest';
import { sentenceForPeople } from '#connectors/sentence-for-people.ts';

describe('a sentence for people', () => {
  it.each([
    'org.hibernate.ObjectNotFoundException: no row',
    'java.lang.NullPointerException',
    'an AssertionError occurred',
    'at com.acme.Users.find(Users.java:12)',
    'could not execute: select u.id from user u',
    'INSERT INTO users VALUES (1)',
    "Failed to convert value of type 'String' to required type 'Long'",
    '<b>Sign in</b>',
    '{"message":"no"}',
    'first line\nsecond line',
    'token b9364433bc252f152cbc72246b9d3d477b0ca4df is unknown',
    'x '.repeat(101),
    ' ',
    undefined,
  ])('is not: %s', (text) => {
    expect(sentenceForPeople(text)).toBeUndefined();
  });

  it.each([
    'You may not update this user.',
    "Cannot find role by id 'X'.",
    'The name "QA" is already in use.',
    'Nobody is called jean-françois.de-la-tour@example.test.',
    'A terror of a name.',
  ])('is: %s', (text) => {
    expect(sentenceForPeople(text)).toBe(text);
  });
});
