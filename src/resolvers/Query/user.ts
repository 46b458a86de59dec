import type { QueryResolvers } from '#generated/resolvers.ts';
import { findUser } from '../find-user.ts';

export const user: NonNullable<QueryResolvers['user']> = (_parent, { by }, context) => findUser(by, context);
