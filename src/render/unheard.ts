/**
 * What programs that run pipelines take for a command in a line of a log: `##[…` and `##vso[…` anywhere (Azure, older GitHub
 * runners), `##teamcity[`, `::name` at the start of a line whatever space stands before it (GitHub), `section_start:` and
 * `section_end:` (GitLab).
 */
const COMMANDS = /#(?=#(?:\[|vso\[|teamcity\[))|(?<=^[^\S\n]*:):|(?<=section_(?:start|end)):/gim;

/** Whole lines, so that no pipeline hears a command in them. What is spelled out is one sign, as `\u{3a}`. Idempotent. */
export function unheard(text: string): string {
  return text.replace(COMMANDS, (sign) => (sign === '#' ? '\\u{23}' : '\\u{3a}'));
}
