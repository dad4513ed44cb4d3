/**
 * What programs that run pipelines take for a command in a line of a log: `##[…` and `##vso[…` anywhere (Azure, older GitHub
 * runners), `##teamcity[`, `::name` at the start of a line whatever space stands before it (GitHub), `section_start:` and
 * `section_end:` (GitLab).
 */
const COMMANDS = /#(?=#(?:\[|vso\[|teamcity\[))|(?<=^[^\S\n]*:):|(?<=section_(?:start|end)):/gim;

const MAYBE = /::|##|section_/i;

/** Whole lines, so that no pipeline hears a command in them. What is spelled out is one sign, as `\u{3a}`. Idempotent. */
export function unheard(text: string): string {
  // Most texts have none, and to look for these is fast.
  if (!MAYBE.test(text)) return text;
  return text.replace(COMMANDS, (sign) => (sign === '#' ? '\\u{23}' : '\\u{3a}'));
}
