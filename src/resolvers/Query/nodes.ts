import type { NodeModel } from '#directory/models.ts';
import { invalidInput } from '#domain/errors.ts';
import type { QueryResolvers } from '#generated/resolvers.ts';
import { findNode } from '../find-node.ts';

/** Each entry stands or fails alone. */
export const nodes: NonNullable<QueryResolvers['nodes']> = (_parent, { ids }, context) => {
  const { maxSize } = context.directory.pageLimits;
  if (ids.length > maxSize)
    throw invalidInput(`Expected at most ${maxSize} ids; got ${ids.length}.`, ['ids']);
  // The generated type has no word for a promised null in a list of nullable entries.
  return ids.map((id) => findNode(id, context) as Promise<NodeModel>);
};
