import { diagnostic, didYouMean, type Diagnostic, type Place } from '../diagnostics';
import { notBuilt } from './draft';
import { jsonKind, membersOf, wrongType, type Spot } from './spot';

/** What a block may hold: names, and names that the language has and this build has not, each with what to do instead. */
export interface ArgumentTable {
  readonly known: readonly string[];
  readonly notBuilt?: Readonly<Record<string, string>>;
}

/** The arguments of a block by name; unknown ones and ones not built yet are problems. A null argument counts as not written. */
export function readArguments(spot: Spot, what: string, table: ArgumentTable, problems: Diagnostic[], place: Place = {}): ReadonlyMap<string, Spot> {
  const found = new Map<string, Spot>();
  for (const [name, member] of membersOf(spot)) {
    const instead = table.notBuilt !== undefined && Object.hasOwn(table.notBuilt, name) ? table.notBuilt[name] : undefined;
    if (member.json === null) continue;
    if (instead !== undefined) problems.push(notBuilt(member, `"${name}" in ${what}`, instead, place));
    else if (table.known.includes(name)) found.set(name, member);
    else {
      problems.push(diagnostic('config_unknown_argument', `${capital(what)} has no argument "${name}".${didYouMean(name, table.known)} It takes ${list(table.known)}.`,
        { ...place, range: member.locate() }));
    }
  }
  return found;
}

/** A true or false, also as the text that Terraform takes for one; `otherwise` when it is not written or wrong. */
export function readBool(spot: Spot | undefined, what: string, otherwise: boolean, problems: Diagnostic[], place: Place = {}): boolean {
  if (spot === undefined) return otherwise;
  if (spot.json === true || spot.json === 'true') return true;
  if (spot.json === false || spot.json === 'false') return false;
  problems.push({ ...notLiteral(spot, what, 'true or false'), ...place });
  return otherwise;
}

/** A text, read literally; undefined when it is not written or wrong. */
export function readText(spot: Spot | undefined, what: string, problems: Diagnostic[], place: Place = {}): string | undefined {
  if (spot === undefined) return undefined;
  if (typeof spot.json === 'string') return spot.json;
  problems.push({ ...wrongType(spot, what, 'a string'), ...place });
  return undefined;
}

/** The value is of the wrong type, or an expression where Terraform itself wants the plain value. */
function notLiteral(spot: Spot, what: string, expected: string): Diagnostic {
  if (typeof spot.json !== 'string') return wrongType(spot, what, expected);
  return diagnostic('config_literal_needed', `${what} must be written as ${expected} itself: it is needed before anything is evaluated, so "${spot.json}" cannot stand here.`,
    { range: spot.locate() });
}

export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function capital(text: string): string {
  return /^(?:the|a|an) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Texts in an array, each with its place; undefined-safe. */
export function readTexts(spot: Spot | undefined, what: string, problems: Diagnostic[], place: Place = {}): readonly Spot[] {
  if (spot === undefined) return [];
  if (!Array.isArray(spot.json)) {
    problems.push({ ...wrongType(spot, what, 'an array of strings'), ...place });
    return [];
  }
  const items: Spot[] = [];
  (spot.json as readonly Spot['json'][]).forEach((json, index) => {
    const item = spot.child(index, json);
    if (typeof json === 'string') items.push(item);
    else problems.push(diagnostic('config_wrong_type', `Each item of ${what} must be a string, and this one is ${jsonKind(json)}.`, { ...place, range: item.locate() }));
  });
  return items;
}
