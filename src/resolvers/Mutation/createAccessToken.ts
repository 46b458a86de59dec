import type { GatewayContext } from '#context.ts';
import type { TokenModel } from '#directory/models.ts';
import type { CreatedToken } from '#directory/writing/create-access-token.ts';
import type { MutationResolvers } from '#generated/resolvers.ts';

export const createAccessToken: NonNullable<MutationResolvers['createAccessToken']> = async (
  _parent,
  { input },
  context,
) => {
  const created = await context.writer.createAccessToken(input);
  context.renew();
  return { run: created.run, accessToken: await tokenOf(created, context), secret: created.secret };
};

/** The token just made, or the one that an earlier call with the same key made, as it is now. */
async function tokenOf(
  { system, token, made }: CreatedToken,
  context: GatewayContext,
): Promise<TokenModel | undefined> {
  if (system !== undefined && token !== undefined) return { kind: 'token', system, token };
  if (made === undefined) return undefined;
  const found = await context.loaders.token(made.system, made.ownerId, made.tokenId);
  return found === undefined ? undefined : { kind: 'token', system: made.system, token: found };
}
