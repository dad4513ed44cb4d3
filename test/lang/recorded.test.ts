import { evaluate, parseExpression, referenceText, type Expr, type Scope } from '../../src/lang';
import { consoleValue } from '../../src/render';
import { DYNAMIC, nullOf, num, objectOf, str, STRING, toExactJson, tupleOf, unknownNotNull, unknownOf, unmark, writeExactJson, type Value } from '../../src/values';
import console_ from './terraform-console.json';
import places from './terraform-places.json';
import unknown from './terraform-unknown.json';
import { parsed, PLANNING } from './scopes';

/** Answers of Terraform 1.11.4, as it printed them: values of `terraform console`, outputs of `plan`, problems of `validate -json`. */
function scopeWith(names: Readonly<Record<string, Value>>): Scope {
  return {
    lookup: (reference) => names[referenceText(reference)], origin: () => undefined, functions: PLANNING,
    repetition: (reference) => (referenceText(reference).endsWith('many') ? 'count' : referenceText(reference).endsWith('each') ? 'for_each' : 'none'),
  };
}

const nothing = scopeWith({});

describe('an expression has the value that the console prints, or the kinds of errors', () => {
  it.each(Object.entries(console_))('%s', (text, answer) => {
    const outcome = evaluate(parsed(text), nothing);
    if (typeof answer === 'string') expect(outcome.ok ? consoleValue(outcome.value) : outcome.diagnostics).toBe(answer);
    else expect([...new Set(outcome.diagnostics.map(({ summary }) => summary))].sort()).toEqual(answer.error);
  });
});

const locals: Readonly<Record<string, string>> = {
  s: 'terraform_data.x.id', n: 'tonumber(terraform_data.x.id)', b: 'terraform_data.x.id == "a"', l: 'split(",", terraform_data.x.id)', t: 'toset(split(",", terraform_data.x.id))',
  m: 'zipmap(split(",", terraform_data.x.id), split(",", terraform_data.x.id))', d: 'jsondecode(terraform_data.x.id)', o: '{a = terraform_data.x.id, b = 1}', u: '[1, terraform_data.x.id, "z"]',
  kl: '["p", "q"]', km: 'tomap({a = "x", b = "y"})', ks: 'toset(["s", terraform_data.x.id])', sec: 'sensitive("hush")', usec: 'sensitive(terraform_data.x.id)',
};

function planned(): Scope {
  const names: Record<string, Value> = {
    'terraform_data.x': objectOf([
      ['id', unknownNotNull(STRING)], ['input', tupleOf([str('i')])], ['output', unknownOf({ kind: 'tuple', elements: [STRING] })], ['triggers_replace', nullOf(DYNAMIC)],
    ]),
  };
  for (const [name, text] of Object.entries(locals)) {
    const outcome = evaluate(parsed(text), scopeWith(names));
    if (!outcome.ok) throw new Error(text);
    names[`local.${name}`] = outcome.value;
  }
  return scopeWith(names);
}

/** A value as plans write it: what is not known is left out of objects and null in arrays. */
function after(value: Value): unknown {
  const bare = unmark(value);
  switch (bare.kind) {
    case 'unknown': return undefined;
    case 'list': case 'set': case 'tuple': return bare.items.map((item) => after(item) ?? null);
    case 'map': case 'object': return Object.fromEntries([...bare.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, after(part)] as const).filter(([, part]) => part !== undefined));
    case 'null': case 'string': case 'number': case 'bool': return JSON.parse(writeExactJson(toExactJson(bare))) as unknown;
  }
}

/** Whether each part is unknown; false for what is wholly known. */
function unknowns(value: Value): unknown {
  const bare = unmark(value);
  const parts = 'items' in bare ? bare.items.map(unknowns) : 'entries' in bare ? Object.fromEntries([...bare.entries].map(([key, part]) => [key, unknowns(part)] as const)) : bare.kind === 'unknown';
  return JSON.stringify(parts).includes('true') ? parts : false;
}

/** The same with nothing told of members that are known. */
function told(parts: unknown): unknown {
  if (Array.isArray(parts)) return JSON.stringify(parts).includes('true') ? parts.map(told) : false;
  if (typeof parts !== 'object' || parts === null) return parts;
  const members = Object.entries(parts).map(([key, part]) => [key, told(part)] as const).filter(([, part]) => part !== false);
  return members.length === 0 ? false : Object.fromEntries(members);
}

describe('an expression over what is not known yet is planned with the same parts known', () => {
  const scope = planned();
  it.each(Object.entries(unknown))('%s', (text, [known, parts]) => {
    const outcome = evaluate(parsed(text), scope);
    if (!outcome.ok) throw new Error(outcome.diagnostics[0]?.detail);
    expect(JSON.stringify(after(outcome.value) ?? null)).toBe(JSON.stringify(known));
    expect(told(unknowns(outcome.value))).toEqual(told(parts));
  });
});

describe('a problem is told at the same place', () => {
  const one = objectOf([['id', unknownOf(STRING)], ['input', unknownOf(DYNAMIC)]]);
  const scope = scopeWith({
    'terraform_data.one': one, 'terraform_data.many': tupleOf([one, one]), 'terraform_data.each': objectOf([['a', one]]),
    'local.kl': tupleOf([str('p'), str('q')]), 'local.ko': objectOf([['a', num(1)], ['b', str('x')]]),
  });
  it.each(Object.entries(places))('%s', (text, problems) => {
    const result = parseExpression(text);
    const expr: Expr | undefined = result.ok ? result.expr : undefined;
    if (expr === undefined) throw new Error(text);
    const outcome = evaluate(expr, scope, (_path, span) => (span === undefined ? undefined : {
      filename: text.slice(span.start, span.end), start: { line: 1, column: span.start, byte: span.start }, end: { line: 1, column: span.end, byte: span.end },
    }));
    const found = outcome.diagnostics.map(({ summary, range }) => JSON.stringify([summary, range?.filename, range?.start.column]));
    expect([...new Set(found)].sort()).toEqual(problems.map((problem) => JSON.stringify(problem)).sort());
  });
});
