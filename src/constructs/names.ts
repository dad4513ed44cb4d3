import { Token } from 'cdktf';

/**
 * A text that the program itself knows. Ids of constructs and names of addresses are made from it, and a value that is
 * known only later cannot be part of those.
 */
export function literal(text: string, what: string): string {
  if (Token.isUnresolved(text)) {
    throw new Error(`${what} is a value that is not known yet. It becomes part of addresses: write the text itself, and give the value where a value is asked for.`);
  }
  return text;
}

/** The id of a construct from any name. "Default" would vanish from the path, and two constructs would have one address. */
export function constructId(name: string): string {
  return name.replace(/^Default(_*)$/u, 'Default_$1');
}

/** What was given, without what is undefined: settings are laid over each other, and nothing must not cover something. */
export function defined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
