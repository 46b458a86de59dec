import { decodeId } from '#domain/ids.ts';
import type { AccountRef } from './target.ts';

/** Keys of the systems that references name, before anything is read; what cannot be understood names none. */
export function systemsOfRefs(refs: readonly AccountRef[]): string[] {
  return refs.flatMap((ref) => {
    if (typeof ref.id === 'string') return systemsOfIds([ref.id]);
    const key = ref.login?.system ?? ref.nativeId?.system ?? ref.current;
    return typeof key === 'string' ? [key] : [];
  });
}

export function systemsOfIds(ids: readonly string[]): string[] {
  return ids.flatMap((id) => {
    try {
      return [decodeId(id).members.system];
    } catch {
      return [];
    }
  });
}
