import { expect, it } from 'vitest';
import { refuseUnfitDocuments } from '#server/document-mistakes.ts';

function check(documents: Readonly<Record<string, string>>, introspection = true, only = false) {
  return () =>
    refuseUnfitDocuments({
      server: { introspection },
      documents: { byId: new Map(Object.entries(documents)), only },
    });
}

it('documents that can be executed are fine', () => {
  expect(check({})).not.toThrow();
  expect(
    check({ a: '{ viewer { name } }', b: 'query b($k: String!) { system(key: $k) { key } }' }),
  ).not.toThrow();
});

it('every mistake in every document is told at once, with its id', () => {
  expect(check({ good: '{ viewer { name } }', syntax: '{ viewer {', field: '{ viewer { a b } }' })).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      message: [
        'documents.file: document "syntax": Syntax Error: Expected Name, found <EOF>.',
        'documents.file: document "field": Cannot query field "a" on type "Viewer".',
        'documents.file: document "field": Cannot query field "b" on type "Viewer".',
      ].join('\n'),
    }),
  );
});

it('a document that asks for the schema is a mistake where nobody is shown it', () => {
  const asks = { a: '{ __schema { types { name } } }' };
  expect(check(asks)).not.toThrow();
  expect(check(asks, false)).toThrow('does not show its schema');
  expect(check(asks, true, true)).toThrow('does not show its schema');
});
