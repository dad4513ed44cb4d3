import { nativeToBody, parseNative, type Expr, type NativeBlock, type NativeBody, type Span } from '../../../src/lang';

const TEXT = `# about
resource "terraform_data" é {
  input = "x"

  rule { name = 1 }
  dynamic "rule" {
    for_each = a
    content {}
  }
  rule {
    name = 2 # two
  }
}
tail = [
  1,
]
`;

const piece = (span: Span): string => TEXT.slice(span.start, span.end);

function parsed(text: string): NativeBody {
  const { body, problems } = parseNative(text);
  expect(problems).toEqual([]);
  return body;
}

function only(body: NativeBody): NativeBlock {
  const [block] = body.blocks;
  if (block === undefined || body.blocks.length !== 1) throw new Error('not one block');
  return block;
}

describe('a file in native syntax', () => {
  const body = parsed(TEXT);
  const block = only(body);
  it('has blocks with types and labels, and knows which labels stand in quotes', () => {
    expect([block.type, ...block.labels.map(({ text, quoted }) => `${text} ${quoted}`)]).toEqual(['resource', 'terraform_data true', 'é false']);
    expect([piece(block.typeSpan), ...block.labels.map(({ span }) => piece(span))]).toEqual(['resource', '"terraform_data"', 'é']);
  });
  it('knows where the head, the braces and the whole of a block stand', () => {
    expect([piece(block.header), piece(block.openBrace), piece(block.closeBrace)]).toEqual(['resource "terraform_data" é', '{', '}']);
    expect(piece(block.span)).toBe(TEXT.slice(8, TEXT.indexOf('\ntail')));
  });
  it('knows where arguments, their names and their values stand', () => {
    const input = block.body.attributes.get('input');
    const tail = body.attributes.get('tail');
    expect(input && [input.name, piece(input.nameSpan), piece(input.exprSpan), piece(input.span)]).toEqual(['input', 'input', '"x"', 'input = "x"']);
    expect(tail && piece(tail.span)).toBe('tail = [\n  1,\n]');
  });
  it('says that something is missing at the opening brace', () => {
    expect(block.body.missing).toEqual({ start: block.openBrace.start, end: block.openBrace.start });
  });
  it('becomes expressions by name, blocks of one type together and in their order', () => {
    const exprs = nativeToBody(block.body);
    expect([...exprs.keys()]).toEqual(['input', 'rule', 'dynamic']);
    const rules = exprs.get('rule');
    if (rules?.kind !== 'blocks') throw new Error('no blocks');
    const names = rules.blocks.map((nested) => nested.body.get('name')).map((expr?: Expr) => (expr?.kind === 'literal' && expr.value.kind === 'number' ? expr.value.value : ''));
    expect(names).toEqual(['1', '2']);
    expect(exprs.get('dynamic')).toMatchObject({ kind: 'blocks', blocks: [{ labels: ['rule'] }] });
  });
});

it('an argument and a block of one name: the argument stays, and the block is told', () => {
  const told: NativeBlock[] = [];
  const exprs = nativeToBody(parsed('a = 1\na {}\n'), (block) => { told.push(block); });
  expect([exprs.get('a')?.kind, told.map(({ type }) => type)]).toEqual(['literal', ['a']]);
});

it('what could be read stands beside the problems', () => {
  const { body, problems } = parseNative('a = 1\nb = [1 2]\nc {\n  d = 2\n  e\n  f = 3\n}\n');
  expect(problems.map(({ code }) => code)).toEqual(['lang_item_separator_missing', 'lang_item_required']);
  expect([[...body.attributes.keys()], [...only(body).body.attributes.keys()]]).toEqual([['a', 'b'], ['d', 'f']]);
});

it('of two arguments of one name the first stays', () => {
  const { body, problems } = parseNative('a = 1\na = 2\n');
  expect(problems).toMatchObject([{ code: 'lang_attribute_redefined', span: { start: 6, end: 7 } }]);
  expect(body.attributes.get('a')?.expr).toMatchObject({ value: { value: '1' } });
});

it.each([['carriage returns', 'a = 1\r\nb {\r\n}\r\n'], ['no line break at the end', 'a = 1\nb {}'], ['comments only', '# a\n/* b\n */ // c'], ['nothing', '']])('a file with %s is read', (_name, text) => {
  parsed(text);
});
