import type { QueryResolvers } from '#generated/resolvers.ts';
import { findNode } from '../find-node.ts';

export const node: NonNullable<QueryResolvers['node']> = (_parent, { id }, context) => findNode(id, context);
