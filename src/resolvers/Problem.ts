import type { ProblemResolvers } from '#generated/resolvers.ts';

export const Problem: ProblemResolvers = {
  system: (problem, _args, context) => {
    const system = problem.system === undefined ? undefined : context.directory.findSystem(problem.system);
    return system === undefined ? undefined : { kind: 'system', system };
  },
};
