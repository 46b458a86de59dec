import { expect, it } from 'vitest';
import { onceEachId } from '#connectors/once-each.ts';

it('rows come once each, the first one kept, also over several pages', () => {
  const seen = new Set<string>();
  const first = onceEachId([{ id: '1', name: 'a' }, { id: '2' }, { id: '1', name: 'b' }], seen);
  expect(first).toEqual([{ id: '1', name: 'a' }, { id: '2' }]);
  expect(onceEachId([{ id: '2' }, { id: '3' }], seen)).toEqual([{ id: '3' }]);
});
