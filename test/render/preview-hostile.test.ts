import MarkdownIt from 'markdown-it';
import type { Plan } from '../../src/plan';
import {
  BUDGETS, COLOR_PAINT, drawPreview, graphDot, graphMermaid, jsonText, junit, markdown, planJson, PLAIN, planText, previewView, redactorOf, sarif, type BudgetName,
} from '../../src/render';
import { change, NO_SCHEMAS, output, planOf, secret, v } from './fixtures';
import { hostilePlan } from './hostile-plan';
import { hostileStrings } from './hostile-strings';

const SEED = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
const STRINGS = hostileStrings(3200, SEED);
const view = (text: string) => previewView(hostilePlan(text), NO_SCHEMAS);

/** Runs a check over all strings; what fails names the string and the seed. */
function forAll(strings: readonly string[], check: (text: string) => void): void {
  for (const text of strings) {
    try {
      check(text);
    } catch (error) {
      throw new Error(`with ${JSON.stringify(text)} (HOLDFAST_SEED=${SEED}): ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

/** Everything but newlines and what a reader only shows: controls, what hides, what runs backwards, halves of characters. */
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200c-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}\u{e0000}-\u{e007f}]/u;
/** What a pipeline's runner takes for a command in its log. */
const HEARD = /^[^\S\n]*::|##\[|##vso\[|##teamcity\[/im;
/** GitLab's sections too; in data on one line they are nothing, as no carriage return goes with them. */
const SECTION = /section_(?:start|end):/i;

const reader = new MarkdownIt({ html: true, linkify: true });
const TAGS = new Set(['details', 'summary', 'b', 'code', 'pre', 'h2', 'h3', 'p', 'ul', 'li', 'blockquote', 'strong']);

/** What a forge's reader makes of Markdown: how often each tag is there, and the text that is not in code. */
function read(text: string): { readonly tags: ReadonlyMap<string, number>; readonly prose: string } {
  const html = reader.render(text);
  const tags = new Map<string, number>();
  const bare = html.replace(/<(\/?)([a-zA-Z][\w-]*)([^<>]*)>/g, (whole, close: string, name: string, rest: string) => {
    if (!TAGS.has(name)) throw new Error(`opens ${whole}`);
    if (rest !== '' && rest !== ' open' && !/^ class="language-(diff|mermaid)"$/.test(rest)) throw new Error(`has ${whole}`);
    if (close === '') tags.set(name, (tags.get(name) ?? 0) + 1);
    return name === 'code' ? (close === '' ? '\u0001' : '\u0002') : '';
  });
  if (bare.includes('<')) throw new Error(`opens ${bare.slice(bare.indexOf('<'), bare.indexOf('<') + 40)}`);
  const prose = bare.replace(/\u0001[^\u0001\u0002]*\u0002/g, '').replace(/&(?:amp|lt|gt|quot|#\d+);/g, (name) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' })[name] ?? String.fromCodePoint(Number(name.slice(2, -1))));
  return { tags, prose };
}

/** What a forge makes a link or a message of, in text that is not in code. */
const REFERENCE = /@[\w-]|#\d|GH-\d|[!%&~]\d|https?:\/\/|www\.|:\w+:/i;

describe(`Markdown with hostile text (${STRINGS.length} strings, seed ${SEED})`, () => {
  it.each(['github-comment', 'bitbucket'] as const)('is the structure that harmless text has, and nothing else, for %s', (name) => {
    const harmless = read(markdown(view('harmless'), BUDGETS[name]).text).tags;
    forAll(STRINGS, (text) => {
      const { tags, prose } = read(markdown(view(text), BUDGETS[name]).text);
      for (const tag of ['details', 'summary', 'pre', 'h2', 'h3', 'li', 'ul', 'blockquote', 'strong']) expect([tag, tags.get(tag)]).toEqual([tag, harmless.get(tag)]);
      const [found] = REFERENCE.exec(prose) ?? [];
      expect(found).toBeUndefined();
    });
  });

  it('starts no line that a bot or a runner listens to', () => {
    forAll(STRINGS, (text) => {
      const written = markdown(view(text), BUDGETS.gitlab).text;
      expect(STEERING.exec(written)).toBeNull();
      expect(HEARD.exec(written)).toBeNull();
      expect(SECTION.exec(written)).toBeNull();
      expect(/^(?:\/\w|atlantis |@)/m.exec(written)).toBeNull();
      // Nor behind what begins a list, a quote or a table, where it is not in a fence.
      const bare = written.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '');
      expect(/^[\s>*+|-]*\/\w/m.exec(bare)).toBeNull();
    });
  });
});

describe('other renderers with hostile text', () => {
  it('a terminal gets printable text, newlines and our own colours, and no runner hears a command', () => {
    forAll(STRINGS, (text) => {
      const plan = hostilePlan(text);
      const plain = planText(previewView(plan, NO_SCHEMAS), PLAIN);
      expect(STEERING.exec(plain)).toBeNull();
      expect(HEARD.exec(plain)).toBeNull();
      const colours = planText(previewView(plan, NO_SCHEMAS), { paint: COLOR_PAINT, width: 78 });
      expect(STEERING.exec(colours.replace(/\u001b\[(?:1|2|4|22|24|31|32|33|36|39)m/g, ''))).toBeNull();
    });
  });

  it('JSON, SARIF and drawings hold it as data', () => {
    forAll(STRINGS, (text) => {
      const plan = hostilePlan(text);
      const preview = previewView(plan, NO_SCHEMAS);
      const written = [jsonText(planJson(plan, { redact: true, schemaVersion: () => 0 })), jsonText(sarif([{ view: preview, artifact: text }])), graphMermaid(drawPreview(preview)), graphDot(drawPreview(preview))];
      for (const one of written) {
        expect(STEERING.exec(one)).toBeNull();
        expect(HEARD.exec(one)).toBeNull();
      }
      const { runs } = JSON.parse(written[1] ?? '') as { runs: { results: { message: { text: string }; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
      for (const { message, locations } of runs.flatMap((run) => run.results)) {
        expect(/\]\(/.exec(message.text)).toBeNull();
        expect(locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/^(?:file:\/\/\/)?[\w.!~*'()%/-]*$/);
      }
      // Two objects, whatever they are called: two nodes, and each line is one of ours.
      expect((written[2] ?? '').split('\n').filter((line) => line !== '' && !/^ {2}n\d+\["(?:[^"`%<>#]|#\d+;)*"\]$|^flowchart RL$|^ {2}n\d+ --> n\d+$/.test(line))).toEqual([]);
    });
  });

  it('JUnit holds it as text that XML may hold', () => {
    const cases = junit([view('harmless')]).match(/<testcase /g)?.length;
    forAll(STRINGS, (text) => {
      const written = junit([view(text)]);
      expect(STEERING.exec(written)).toBeNull();
      expect(HEARD.exec(written)).toBeNull();
      expect(/[\ufffe\uffff]/.exec(written)).toBeNull();
      const names = [...written.matchAll(/<([^\s>]*)[^<>]*>/g)].map(([, name = '']) => name.replace('/', ''));
      expect(names.filter((name) => !['?xml', 'testsuites', 'testsuite', 'testcase', 'failure', 'system-out'].includes(name))).toEqual([]);
      expect(written.match(/<testcase /g)?.length).toBe(cases);
    });
  });
});

describe('a secret', () => {
  const SECRETS = ['p@ss word/+?&=#ключ', 'AKIA-secret-0123456789', 'line one\nline two "quoted"', '<b>&amp;"secret"</b>', '```fence```secret', 't1.9euelZqSecretSecret'];
  const spellings = (text: string): readonly string[] => {
    const bytes = Buffer.from(text);
    return [text, bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex'), encodeURIComponent(text), encodeURIComponent(text).replaceAll('%20', '+'), JSON.stringify(text).slice(1, -1)];
  };
  /** In the middle of what was encoded, as in `user:secret`: less the characters that its neighbours take part in. */
  const within = (text: string): readonly (readonly [whole: string, telling: string])[] => {
    const bytes = Buffer.from(text);
    return ['', 'u', 'us', 'usr', 'user:'].flatMap((before) => (['base64', 'base64url'] as const).map((form) => {
      const whole = Buffer.concat([Buffer.from(before), bytes, Buffer.from(':tail')]).toString(form);
      return [whole, whole.slice(Math.ceil((before.length * 8) / 6), Math.floor(((before.length + bytes.length) * 8) / 6))] as const;
    }));
  };

  /** It is sensitive in one place, and stands unmarked or encoded within others. */
  const leaking = (text: string): Plan => planOf({
    changes: [
      change({ address: 't.n', action: 'update', before: { id: 'i', token: secret(`old ${text}`) }, after: { id: 'i', token: secret(text), list: [secret(text)], nested: { deep: secret(text) } } }),
      ...within(text).map(([whole], at) => change({ address: `t.w${at}`, action: 'create' as const, after: { id: `Basic ${whole}` } })),
      ...spellings(text).map((spelling, at) => change({ address: `t.s${at}["${spelling}"]`, action: 'create' as const, after: { id: `x ${spelling} y`, [`k${spelling}`]: spelling, json: JSON.stringify({ a: `-${spelling}-` }) }, notes: [{ kind: 'info' as const, text: `says ${spelling}` }] })),
    ],
    outputs: [output('o', 'create', null, text, true), output('plain', 'create', null, { inside: v(`a${Buffer.from(text).toString('hex')}b`) })],
    unmanaged: [{ type: 't', id: `f/${text}`, text: encodeURIComponent(text) }],
  });

  it.each(SECRETS)('%j is in no preview, in no spelling', (text) => {
    const plan = leaking(text);
    const redact = redactorOf([secret(text)]);
    const preview = previewView(plan, NO_SCHEMAS, { redact });
    const written = [
      ...(Object.keys(BUDGETS) as BudgetName[]).map((name) => markdown(preview, BUDGETS[name]).text), jsonText(sarif([{ view: preview, artifact: 'p' }])), junit([preview]), graphMermaid(drawPreview(preview)), graphDot(drawPreview(preview)),
      redact(planText(preview, PLAIN)), redact(jsonText(planJson(plan, { redact: true, schemaVersion: () => 0 }))),
    ];
    for (const one of written) {
      for (const spelling of spellings(text)) expect(one.includes(spelling)).toBe(false);
      for (const [, telling] of within(text)) expect(one.includes(telling)).toBe(false);
    }
  });

  it('what a saved plan has in its place is shown as a secret, also where the mark was lost', () => {
    const left = '(left out: terraform_data.t #1)';
    const changes = [change({ address: 't.n', action: 'update', before: { id: 'i', token: secret(left), shown: left }, after: { id: 'j', token: secret(left), shown: left } })];
    const preview = previewView(planOf({ changes }), NO_SCHEMAS, { redact: redactorOf([secret(left), v(left)]) });
    expect(markdown(preview, BUDGETS.none).text).not.toContain('left out');
  });
});
