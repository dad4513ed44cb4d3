import { seededRandom } from '../../support/random';

/** Files of a configuration by name. */
export type Files = Readonly<Record<string, string>>;

type Pick = <T>(of: readonly [T, ...T[]]) => T;
type Repetition = 'single' | 'count' | 'each';

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const;

/** A configuration and what becomes of it: values that change, objects that come, go, move, are forgotten, replaced or imported. */
export function beforeAndAfter(seed: number): readonly [Files, Files] {
  const shape = seededRandom(seed);
  const pick: Pick = (of) => of[Math.floor(shape.next() * of.length)] ?? of[0];
  const chance = (share: number): boolean => shape.next() < share;
  const leaf = (): string => pick(['"plain"', '"other"', '"qu\\"oted <&> ☃"', '12', '1.5', 'true', 'false', 'null', 'var.plain', '12345678901234567890.5', '""', '"${var.plain}-x"', '0', '-3']);
  // Elements of a sequence that change are told otherwise by Terraform 1.11 than by the goldens that this project follows: here only its length does.
  const value = (depth: number): string => {
    if (depth === 0) return leaf();
    switch (pick(['leaf', 'leaf', 'object', 'object', 'tuple', 'list', 'map', 'lines', 'json', 'deep'])) {
      case 'object': return `{ a = ${value(depth - 1)}, "b c" = ${value(depth - 1)}${chance(0.4) ? `, z = ${value(depth - 1)}` : ''} }`;
      case 'tuple': return pick(['["t", 1, true, 4]', '["t", 1, true, 4, 5]', '["t", 1, true, 4, 5, 6]']);
      case 'list': return pick(['tolist(["x"])', 'tolist(["x", "y"])', 'tolist(["x", "y", "z"])', 'toset(["x"])', 'toset(["x", "y"])']);
      case 'map': return `tomap({ k = ${pick(['"v"', '"w"'])}${pick(['', ', "10" = "ten"', ', l = null'])} })`;
      case 'deep': return `tomap({ k = { v = ${pick(['"1"', '"2"'])} }${pick(['', ', m = { v = "3" }'])} })`;
      case 'lines': return `"${pick(['one', 'uno'])}\\ntwo\\n${pick(['three', 'tres'])}\\nfour${pick(['', '\\n'])}"`;
      case 'json': return `jsonencode({ a = [1${pick(['', ', 3'])}], b = ${pick(['"s"', '"t"', 'null'])}${pick(['', ', c = { d = true }'])} })`;
      default: return leaf();
    }
  };
  const repeated = new Map<string, Repetition>(NAMES.map((name) => [name, pick<Repetition>(['single', 'single', 'single', 'count', 'each'])]));
  const resource = (name: string, later: boolean): string => {
    if (later && chance(0.15)) repeated.set(name, pick<Repetition>(['single', 'count', 'each']));
    const kind = repeated.get(name) ?? 'single';
    const head = kind === 'count' ? `  count = ${1 + Math.floor(shape.next() * 3)}\n` : kind === 'each' ? `  for_each = ${pick(['{ p = 1, "q r" = 2 }', '{ p = 1 }', 'toset(["p", "s"])'])}\n` : '';
    const triggers = chance(0.4) ? `  triggers_replace = ${chance(0.3) ? 'terraform_data.z.id' : value(1)}\n` : '';
    const lifecycle = chance(0.25) ? `  lifecycle {\n${pick([
      '    create_before_destroy = true\n', '    ignore_changes = [input]\n', '    replace_triggered_by = [terraform_data.z]\n',
      '    precondition {\n      condition     = var.plain != "no"\n      error_message = "not no"\n    }\n',
    ])}  }\n` : '';
    const input = chance(0.15) ? 'terraform_data.z.output' : chance(0.1) ? 'terraform_data.z.id' : value(2);
    return `resource "terraform_data" "${name}" {\n${head}${chance(0.9) ? `  input = ${input}\n` : ''}${triggers}${lifecycle}}\n`;
  };
  const output = (name: string): string => {
    const told = pick([() => 'terraform_data.z.id', () => 'terraform_data.z.output', () => value(2), () => value(2)])();
    // What is a secret somewhere is masked by value wherever it occurs in our documents, long texts among them.
    const secret = !told.includes('one') && !told.includes('uno') && chance(0.3);
    return `output "${name}" {\n  value = ${told}\n${secret ? '  sensitive = true\n' : ''}}\n`;
  };
  const ends = (used: readonly string[]): string => {
    const gone = NAMES.filter((name) => !used.includes(name));
    const parts: string[] = [];
    const [first, ...others] = gone;
    if (first !== undefined && chance(0.4)) parts.push(`moved {\n  from = terraform_data.${first}\n  to   = terraform_data.${first}2\n}\nresource "terraform_data" "${first}2" {\n  input = ${value(1)}\n}\n`);
    for (const name of others) {
      if (chance(0.35)) parts.push(`removed {\n  from = terraform_data.${name}\n  lifecycle {\n    destroy = ${pick(['false', 'true'])}\n  }\n}\n`);
    }
    if (chance(0.3)) parts.push(`import {\n  to = terraform_data.imp\n  id = "given-id"\n}\nresource "terraform_data" "imp" {\n${pick(['', '  input = "x"\n'])}}\n`);
    return parts.join('');
  };
  const configuration = (later: boolean): Files => {
    const used = NAMES.filter(() => chance(0.75));
    const module = chance(0.7) ? `module "m" {\n  source = "./m"\n${pick(['', '  for_each = toset(["x", "y"])\n', '  count = 2\n'])}  v = ${leaf()}\n}\n` : '';
    const check = chance(0.4) ? `check "c" {\n  assert {\n    condition     = ${pick(['var.plain == "no"', 'terraform_data.z.output == "zz"'])}\n    error_message = "not so: \${var.plain}"\n  }\n}\n` : '';
    return {
      'main.tf': `variable "plain" {\n  default = "${pick(['p1', 'p1', 'p2'])}"\n}\nresource "terraform_data" "z" {\n  input = "${pick(['zz', 'yy'])}"\n}\n`
        + used.map((name) => resource(name, later)).join('') + (later ? ends(used) : '') + module
        + ['o', 'p', 'q', 's'].filter(() => chance(0.7)).map(output).join('') + check,
      'm/main.tf': 'variable "v" {}\nresource "terraform_data" "r" {\n  input = var.v\n}\noutput "id" {\n  value = terraform_data.r.output\n}\n',
    };
  };
  const first = configuration(false);
  return [first, configuration(true)];
}
