import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { Instant } from '#domain/instant.ts';
import { formatInstant, parseInstant } from '#domain/instant.ts';

function parse(value: unknown): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  if (instant !== undefined) return instant;
  const got = JSON.stringify(value) ?? 'something else';
  throw new GraphQLError(
    `Expected an instant in RFC 3339 with an offset, such as 2026-01-31T08:15:00Z; got ${got.slice(0, 80)}.`,
    { extensions: { code: 'INVALID_INPUT' } },
  );
}

/** Outside: RFC 3339 text. Inside: milliseconds since 1970 in UTC. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (typeof value === 'number') return formatInstant(value);
    throw new TypeError(`DateTime expects milliseconds, got ${typeof value}.`);
  },
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
});
