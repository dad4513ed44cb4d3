import { loadConfiguration, type Configuration } from '../../src/config';
import type { Diagnostic } from '../../src/diagnostics';
import type { Expr } from '../../src/lang';
import { memoryFiles } from './files';

/** One resource as cdktf 0.21 marks it. */
const made = (path: string, body: object): object => ({ '//': { metadata: { path: `s/${path}`, uniqueId: path } }, ...body });

/** Texts as cdktf 0.21.0 wrote them for `Op.eq(v, 0)`, `counted.id`, `Fn.lookupNested(each.fqn, ['a', 'id'])` and so on. */
const OUTPUTS = {
  eq0: '${(var.v == undefined)}', neq0: '${(var.v != undefined)}', gt0: '${(var.v > undefined)}', add0: '${(var.v + undefined)}', and: '${(var.v && undefined)}',
  inner: '${((var.v + undefined) == undefined) ? "a" : "b"}',
  countedId: '${terraform_data.counted.id}', eachId: '${terraform_data.each.*.id}', nested: '${terraform_data.each.a.id}', moduleOutput: '${module.m.*.o}',
  whole: '${terraform_data.each}', keyed: '${terraform_data.each["a"].id}', named: '${[for undefined in [1]: (1 == undefined)]}',
};

const STACK = {
  variable: { v: { type: 'number', default: 1 } },
  output: Object.fromEntries(Object.entries(OUTPUTS).map(([name, value]) => [name, { value }])),
  module: { m: made('m', { for_each: '${toset(["a", "b"])}', source: './mod' }) },
  import: [{ to: 'terraform_data.im', id: 'abc', provider: 'terraform' }],
  resource: {
    terraform_data: {
      counted: made('counted', { count: '${var.v}' }),
      same: made('same', { count: '${var.v}', input: '${terraform_data.counted.id}' }),
      other: made('other', { count: 3, input: '${terraform_data.counted.output.x[0]}' }),
      each: made('each', { for_each: '${toset(["a", "b"])}', input: '${each.value}' }),
      im: made('im', { input: 1 }),
      trig: made('trig', {
        input: 1,
        lifecycle: { replace_triggered_by: ['${terraform_data.each}', 'terraform_data.counted'], precondition: [{ condition: '${(var.v == undefined)}', error_message: 'x' }] },
      }),
    },
  },
};

async function load(stack: object): Promise<{ readonly configuration: Configuration; readonly diagnostics: readonly Diagnostic[] }> {
  const outcome = await loadConfiguration('/w', memoryFiles({ '/w/cdk.tf.json': JSON.stringify(stack), '/w/mod/main.tf': 'output "o" {\n  value = 1\n}\n' }));
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => `${d.summary}: ${d.detail}`).join('\n'));
  return { configuration: outcome.value, diagnostics: outcome.diagnostics };
}

/** An expression as somebody would write it. */
function show(expr: Expr): string {
  switch (expr.kind) {
    case 'literal': return expr.value.kind === 'null' ? 'null' : expr.value.kind === 'string' ? JSON.stringify(expr.value.value) : String('value' in expr.value ? expr.value.value : '?');
    case 'traversal': return expr.root + expr.steps.map((step) => (step.kind === 'attr' ? `.${step.name}` : `[${JSON.stringify(step.key)}]`)).join('');
    case 'binary': return `(${show(expr.left)} ${expr.op} ${show(expr.right)})`;
    case 'unary': return `${expr.op}${show(expr.operand)}`;
    case 'parens': return show(expr.inner);
    case 'conditional': return `${show(expr.condition)} ? ${show(expr.then)} : ${show(expr.otherwise)}`;
    case 'call': return `${expr.name}(${expr.args.map(show).join(', ')})`;
    case 'item': return '';
    case 'attr': return `${show(expr.of)}.${expr.name}`;
    case 'index': return `${show(expr.of)}[${show(expr.key)}]`;
    case 'splat': return `${show(expr.of)}${expr.style === 'full' ? '[*]' : '.*'}${show(expr.each)}`;
    case 'tuple': return `[${expr.items.map(show).join(', ')}]`;
    case 'for': return `[for ${expr.valueName} in ${show(expr.collection)} : ${show(expr.value)}]`;
    default: return expr.kind;
  }
}

describe('what cdktf writes and Terraform refuses', () => {
  it.each([
    ['a comparison with 0, false, "" or null', 'eq0', '((((var.v == 0) || (var.v == false)) || (var.v == "")) || (var.v == null))'],
    ['the opposite of that', 'neq0', '!((((var.v == 0) || (var.v == false)) || (var.v == "")) || (var.v == null))'],
    ['an order with 0', 'gt0', '(var.v > 0)'],
    ['a sum with 0', 'add0', '(var.v + 0)'],
    ['an "and" with false', 'and', '(var.v && false)'],
    ['an attribute of a resource with count', 'countedId', 'one(terraform_data.counted[*].id)'],
    ['an attribute of a resource with for_each', 'eachId', 'values(terraform_data.each)[*].id'],
    ['an instance by lookupNested', 'nested', 'terraform_data.each["a"].id'],
    ['an output of a module with for_each', 'moduleOutput', 'values(module.m)[*].o'],
  ])('is repaired, with a note: %s', async (_what, name, repaired) => {
    const { configuration, diagnostics } = await load(STACK);
    const output = configuration.outputs.get(name);
    expect(output && show(output.value)).toBe(repaired);
    expect(diagnostics.filter((d) => d.address === `output.${name}`).map((d) => [d.severity, d.code])).toEqual([['warning', 'config_repaired']]);
  });

  it('is repaired within what is repaired', async () => {
    const { configuration } = await load(STACK);
    expect(show(configuration.outputs.get('inner')?.value ?? { kind: 'item' })).toContain('((var.v + 0) == 0)');
  });

  it('is left where it means something', async () => {
    const { configuration, diagnostics } = await load(STACK);
    expect(['whole', 'keyed', 'named'].map((name) => show(configuration.outputs.get(name)?.value ?? { kind: 'item' }))).toEqual(
      ['terraform_data.each', 'terraform_data.each["a"].id', '[for undefined in [1] : (1 == undefined)]']);
    expect(diagnostics.filter((d) => ['output.whole', 'output.keyed', 'output.named'].includes(d.address ?? ''))).toEqual([]);
  });

  it('takes the instance of its own index where two blocks have one count', async () => {
    const { configuration } = await load(STACK);
    const input = (name: string): string => show([...configuration.resources.values()].find((r) => r.name === name)?.body.get('input') ?? { kind: 'item' });
    expect(input('same')).toBe('terraform_data.counted[count.index].id');
    expect(input('other')).toBe('one(terraform_data.counted[*].output.x[0])');
  });

  it('names the construct that wrote it', async () => {
    const { diagnostics } = await load(STACK);
    expect(diagnostics.find((d) => d.address === 'terraform_data.same')?.constructPath).toBe('s/same');
  });

  it('reads references with ${…} around them, in conditions too, and drops the provider of an import', async () => {
    const { configuration } = await load(STACK);
    const trig = [...configuration.resources.values()].find((r) => r.name === 'trig');
    expect(trig?.lifecycle.replaceTriggeredBy.map(show)).toEqual(['terraform_data.each', 'terraform_data.counted']);
    expect(show(trig?.lifecycle.preconditions[0]?.condition ?? { kind: 'item' })).toContain('(var.v == 0)');
    expect(configuration.imports[0]?.provider).toBeUndefined();
  });

  it('is an error in a configuration that somebody wrote by hand', async () => {
    const outcome = await loadConfiguration('/w', memoryFiles({ '/w/main.tf.json': JSON.stringify({ variable: { v: {} }, output: { a: { value: '${(var.v == undefined)}' } } }) }));
    expect(outcome.diagnostics.map((d) => d.severity)).toContain('error');
  });
});

describe('a token that JavaScript changed', () => {
  it.each(['${TFTOKEN[TOKEN.0]}', 'x ${TfToken[', '-1.62e+299'])('is an error that names the construct: %s', async (text) => {
    const body = text.startsWith('-') ? Number(text) : text;
    const outcome = await loadConfiguration('/w', memoryFiles({ '/w/cdk.tf.json': JSON.stringify({ resource: { terraform_data: { a: made('a', { input: body }) } } }) }));
    expect(outcome.diagnostics).toMatchObject([{ code: 'lang_token_corrupted', constructPath: 's/a', address: 'terraform_data.a' }]);
  });
});
