/** An entity as answered, before JSON or XML is made of it; undefined properties are left out of both. */
export interface WireObject {
  readonly [property: string]: WireValue;
}
type WireValue = string | number | boolean | undefined | WireObject | readonly WireObject[];
