/** The number an id in a path begins with: `5`, `5-alice` and `5abc` are all 5. */
export function leadingId(text: string): number | undefined {
  const digits = /^\d+/u.exec(text)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** As `leadingId`, but the digits must stand alone or before a hyphen (foreman.md 4.1). */
function plainId(text: string): number | undefined {
  return /^\d+(-|$)/u.test(text) ? leadingId(text) : undefined;
}

/** Finds by number, then by name, then by whatever digits the text begins with: groups and roles (4.1, 4.3). */
export function findByIdOrName<Row>(
  text: string,
  byId: (id: number) => Row | undefined,
  byName: (name: string) => Row | undefined,
): Row | undefined {
  const plain = plainId(text);
  const leading = leadingId(text);
  return (
    (plain === undefined ? undefined : byId(plain)) ??
    byName(text) ??
    (leading === undefined ? undefined : byId(leading))
  );
}
