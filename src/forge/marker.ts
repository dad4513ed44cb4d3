/** What a comment of ours says to later runs, hidden in its first line. */
export interface Marker {
  /** `plan`, `drift`: what the comment is. */
  readonly kind: string;
  readonly stack: string;
  readonly workspace: string;
  /** Tells comments apart that are of the same stack: `-name`. */
  readonly name: string;
  /** The commit that it is of. */
  readonly commit: string;
  /** When the plan was made, RFC 3339: a later one is newer. */
  readonly at: string;
  /** Until when the plan may be applied. */
  readonly expires: string;
  /** Number of the pipeline's run, for plans of the same moment. */
  readonly run: number;
  readonly digest: string;
  /** What the plan is of, besides the commit; empty where it does not say. */
  readonly repository: string;
  readonly lineage: string;
  /** Digest of the configuration. */
  readonly configuration: string;
  /** The plan was made on a recorded world: nobody may apply by it. */
  readonly recorded: boolean;
  /** Digest of the actions alone: 16 hex digits and words. */
  readonly actions: string;
  /** What `list` holds: all actions, all of them packed, groups of them by a key, or nothing. */
  readonly listing: string;
  /** `CONTENT WHAT` for each action, that packed, or `CONTENT NUMBER WHAT` for each group. */
  readonly list: readonly string[];
  /** The comment does not show all of the plan. */
  readonly truncated: boolean;
  /** Signatures over `signedText`. */
  readonly signatures: readonly string[];
}

const START = '<!-- holdfast:v1 ';
const END = ' -->';
/** Where comments of HTML show, as on Bitbucket. */
const VISIBLE_START = '[//]: # (holdfast:v1 ';
const VISIBLE_END = ')';
/** A longer one is none of ours. */
const LONGEST = 400_000;

/** The marker as a line of Markdown that is not shown. No text in it can end it early. */
export function markerLine(marker: Marker, form: 'html' | 'reference' = 'html'): string {
  const json = JSON.stringify(marker).replace(/[-<>()&`@#\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return form === 'html' ? `${START}${json}${END}` : `${VISIBLE_START}${json}${VISIBLE_END}`;
}

/** The marker of a comment; undefined where its first line has none. */
export function readMarker(body: string): Marker | undefined {
  const line = (body.split(/\r?\n/, 1)[0] ?? '').trim();
  if (line.length > LONGEST) return undefined;
  const json = line.startsWith(START) && line.endsWith(END) ? line.slice(START.length, -END.length)
    : line.startsWith(VISIBLE_START) && line.endsWith(VISIBLE_END) ? line.slice(VISIBLE_START.length, -VISIBLE_END.length) : undefined;
  if (json === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(json);
    return isMarker(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ['kind', 'stack', 'workspace', 'name', 'commit', 'at', 'digest', 'actions', 'expires', 'repository', 'lineage', 'configuration', 'listing'] as const;

function isMarker(read: unknown): read is Marker {
  if (typeof read !== 'object' || read === null) return false;
  const fields = read as { readonly [name: string]: unknown };
  return TEXTS.every((name) => typeof fields[name] === 'string') && Number.isSafeInteger(fields['run']) && typeof fields['truncated'] === 'boolean' && typeof fields['recorded'] === 'boolean'
    && ['list', 'signatures'].every((name) => Array.isArray(fields[name]) && (fields[name] as readonly unknown[]).every((one) => typeof one === 'string'));
}

/** Both are of the same thing, so that one takes the place of the other. */
export function isSame(a: Marker, b: Marker): boolean {
  return a.kind === b.kind && a.stack === b.stack && a.workspace === b.workspace && a.name === b.name;
}

/** `a` was made after `b`. Times that cannot be read are the oldest. */
export function isNewer(a: Marker, b: Marker): boolean {
  const [left, right] = [Date.parse(a.at), Date.parse(b.at)].map((ms) => (Number.isNaN(ms) ? 0 : ms)) as [number, number];
  return left === right ? a.run > b.run : left > right;
}

/** What signatures of a marker are over: all of it but themselves. */
export function signedText(marker: Marker): string {
  const { signatures: _own, ...rest } = marker;
  return `holdfast-marker/1\n${JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))))}\n`;
}
