/** What a place takes, and what its Markdown knows. */
export interface MarkdownBudget {
  /** For people: `a GitHub comment`. */
  readonly place: string;
  /** Most characters, counted as Unicode counts them (code points). */
  readonly codePoints: number;
  /** Most bytes of UTF-8. */
  readonly bytes: number;
  /** Knows `<details>` and `<summary>`. */
  readonly html: boolean;
  /** Knows `> [!CAUTION]`. */
  readonly alerts: boolean;
  /** Draws a fence of `mermaid`. */
  readonly mermaid: boolean;
}

const rich = { html: true, alerts: true, mermaid: true };

/**
 * Budgets, each below what its place was measured or documented to take: a GitHub comment 65,536 characters and 262,144 bytes, a
 * step summary 1 MiB - 2 bytes (over it the whole summary is lost), a GitLab note 1,000,000, an Azure thread 150,000, a Bitbucket
 * comment 32,768. Where it is not known what is counted, bytes are: there are never fewer of them than of anything else.
 */
export const BUDGETS = Object.freeze({
  'github-comment': { place: 'a GitHub comment', codePoints: 60_000, bytes: 240_000, ...rich },
  'github-summary': { place: 'a GitHub step summary', codePoints: 1_000_000, bytes: 1_000_000, ...rich },
  gitlab: { place: 'a GitLab note', codePoints: 900_000, bytes: 900_000, ...rich },
  azure: { place: 'an Azure DevOps thread', codePoints: 140_000, bytes: 140_000, html: true, alerts: false, mermaid: false },
  bitbucket: { place: 'a Bitbucket comment', codePoints: 32_000, bytes: 32_000, html: false, alerts: false, mermaid: false },
  /** For files and pipes. */
  none: { place: 'a file', codePoints: Infinity, bytes: Infinity, ...rich },
} satisfies Readonly<Record<string, MarkdownBudget>>);

export type BudgetName = keyof typeof BUDGETS;

/** A length, or room that is left. */
export interface Size {
  readonly codePoints: number;
  readonly bytes: number;
}

export function sizeOf(text: string): Size {
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length) return { codePoints: bytes, bytes };
  let pairs = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) pairs++;
  return { codePoints: text.length - pairs, bytes };
}

export const NO_SIZE: Size = Object.freeze({ codePoints: 0, bytes: 0 });
export const plus = (a: Size, b: Size): Size => ({ codePoints: a.codePoints + b.codePoints, bytes: a.bytes + b.bytes });
export const minus = (a: Size, b: Size): Size => ({ codePoints: a.codePoints - b.codePoints, bytes: a.bytes - b.bytes });
export const times = (a: Size, factor: number): Size => ({ codePoints: a.codePoints * factor, bytes: a.bytes * factor });
export const fits = (size: Size, room: Size): boolean => size.codePoints <= room.codePoints && size.bytes <= room.bytes;
