/** What becomes of objects: repeated, replaced, moved, taken in, let go, by another version of the configuration. */
import type { Chance } from '../../support/chance';
import { lines, type Piece } from './piece';

/** Replacements that others ask for, and changes that are ignored. */
export function triggers(chance: Chance, n: string): Piece {
  const repeat = chance.pick(['', '  count = 2', '  for_each = toset(["a", "b"])']);
  const key = repeat === '' ? '' : repeat.includes('count') ? chance.pick(['', '[count.index]', '[0]']) : chance.pick(['', '[each.key]', '["a"]']);
  const of = key === '' && repeat !== '' ? '' : chance.pick(['', '.input', '.output', '.input.a', '.id']);
  const base = (value: string): string => lines(`resource "terraform_data" "base${n}" {`, repeat, `  input = { a = ${value}, b = [1, ${value}] }`, '}');
  const user = lines(`resource "terraform_data" "user${n}" {`, repeat, `  input = { x = "1", y = ["p", "q"], z = { w = 1 } }`, '  lifecycle {', `    replace_triggered_by = [terraform_data.base${n}${key}${of}]`, chance.often(30) && '    create_before_destroy = true', '  }', '}');
  const ignoring = (x: string): string => lines(`resource "terraform_data" "ign${n}" {`, `  input = { x = "${x}", y = ["p", "${x}"], "z z" = { w = "${x}" } }`, chance.often(20) && `  triggers_replace = ["${x}"]`, '  lifecycle {', `    ignore_changes = ${chance.pick(['[input.x]', '[input["x"]]', '[input.y[1]]', '[input["z z"].w, input.x]', '[input["z z"]]', 'all', '[triggers_replace]', '[input.y]', '[triggers_replace[0]]', '[input.none]'])}`, '  }', '}');
  const [before, after] = [ignoring('1'), ignoring('2')];
  return { before: [base('"1"'), user, before], blocks: [base(chance.pick(['"1"', '"2"'])), user, after] };
}

const inside = (more = ''): string => `resource "terraform_data" "r" {\n  input = "in the module"\n}\n${more}`;
const keep = (at: string, text = '"in the module"'): string => `resource "terraform_data" "${at}" {\n  input = ${text}\n}`;
const moved = (from: string, to: string): string => `moved {\n  from = ${from}\n  to = ${to}\n}`;
const call = (name: string, source: string, repeat = ''): string => lines(`module "${name}" {`, `  source = "./${source}"`, repeat, '}');

/** Objects that move between modules, instances and names, in one step or in several. */
export function moves(chance: Chance, n: string): Piece {
  const files = { [`mv${n}/main.tf`]: inside(chance.often(20) ? 'resource "terraform_data" "rr" {\n}\nmoved {\n  from = terraform_data.old\n  to = terraform_data.rr\n}\n' : '') };
  const [root, m] = [`terraform_data.mv${n}`, `module.mv${n}`];
  const scenes: readonly (readonly [before: readonly string[], after: readonly string[]])[] = [
    [[keep(`mv${n}`)], [call(`mv${n}`, `mv${n}`), moved(root, `${m}.terraform_data.r`)]],
    [[call(`mv${n}`, `mv${n}`)], [keep(`mv${n}`), moved(`${m}.terraform_data.r`, root)]],
    [[call(`mv${n}`, `mv${n}`)], [call(`mv${n}`, `mv${n}`, '  for_each = { k = 1, l = 2 }'), moved(m, `${m}["k"]`)]],
    [[call(`mv${n}`, `mv${n}`, '  count = 2')], [call(`mv${n}`, `mv${n}`, '  for_each = { k = 1 }'), moved(`${m}[1]`, `${m}["k"]`)]],
    [[call(`mv${n}`, `mv${n}`, '  count = 1')], [call(`mw${n}`, `mv${n}`), moved(`${m}[0]`, m), moved(m, `module.mw${n}`)]],
    [[call(`mv${n}`, `mv${n}`)], [call(`mv${n}`, `mv${n}`, '  count = 2')]],
    [[call(`mv${n}`, `mv${n}`, '  count = 2')], [call(`mv${n}`, `mv${n}`)]],
    [[keep(`mv${n}`), keep(`mw${n}`, '"w"')], [keep(`mw${n}`), keep(`mx${n}`, '"w"'), moved(`terraform_data.mw${n}`, `terraform_data.mx${n}`), moved(root, `terraform_data.mw${n}`)]],
    [[keep(`mv${n}`), keep(`mw${n}`)], [keep(`mw${n}`), moved(root, `terraform_data.mw${n}`)]],
    [[lines(`resource "terraform_data" "mv${n}" {`, '  for_each = toset(["a", "b"])', '}')], [lines(`resource "terraform_data" "mv${n}" {`, '  for_each = toset(["b", "c"])', '}'), moved(`${root}["a"]`, `${root}["c"]`)]],
    [[lines(`resource "terraform_data" "mv${n}" {`, '  count = 3', '}')], [lines(`resource "terraform_data" "mv${n}" {`, '  count = 2', '}'), moved(`${root}[2]`, `${root}[0]`)]],
    [[lines(`resource "terraform_data" "mv${n}" {`, '  count = 2', '}')], [lines(`resource "terraform_data" "mv${n}" {`, '}'), chance.often(50) ? moved(`${root}[1]`, root) : '']],
    [[keep(`mv${n}`)], [keep(`mz${n}`), moved(root, `terraform_data.my${n}`), moved(`terraform_data.my${n}`, `terraform_data.mz${n}`)]],
    [[keep(`mv${n}`)], [keep(`mv${n}`), moved(root, `terraform_data.my${n}`)]],
  ];
  const [before, after] = chance.pick(scenes);
  return { before, blocks: after.filter((text) => text !== ''), files };
}

/** Objects that are let go, of modules and of instances, and blocks that say so while the object is still declared. */
export function endings(chance: Chance, n: string): Piece {
  const removed = (from: string): string => lines('removed {', `  from = ${from}`, '  lifecycle {', `    destroy = ${chance.pick(['true', 'false'])}`, '  }', '}');
  const files = { [`rm${n}/main.tf`]: inside() };
  const scenes: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[keep(`rm${n}`)], [removed(`terraform_data.rm${n}`)]], [[call(`rm${n}`, `rm${n}`, '  count = 2')], [removed(`module.rm${n}`)]], [[call(`rm${n}`, `rm${n}`)], [removed(`module.rm${n}.terraform_data.r`)]],
    [[call(`rm${n}`, `rm${n}`)], [removed(`module.rm${n}`), removed(`module.rm${n}.terraform_data.r`)]], [[keep(`rm${n}`)], [keep(`rm${n}`), removed(`terraform_data.rm${n}`)]],
    [[keep(`rm${n}`)], [keep(`rn${n}`), moved(`terraform_data.rm${n}`, `terraform_data.rn${n}`), removed(`terraform_data.rm${n}`)]], [[lines(`resource "terraform_data" "rm${n}" {`, '  count = 2', '}')], [removed(`terraform_data.rm${n}`)]],
    [[keep(`rm${n}`)], [lines('removed {', `  from = terraform_data.rm${n}`, '}')]],
    [[lines(`resource "terraform_data" "rm${n}" {`, '  input = 1', '  lifecycle {', '    prevent_destroy = true', '  }', '}')], [chance.pick([lines(`resource "terraform_data" "rm${n}" {`, '  input = 2', '  triggers_replace = 1', '  lifecycle {', '    prevent_destroy = true', '  }', '}'), `locals {\n  rm${n} = 1\n}`])]],
  ];
  const [before, blocks] = chance.pick(scenes);
  return { before, blocks, files };
}

/** Objects that are taken in. */
export function imports(chance: Chance, n: string): Piece {
  const id = chance.pick(['"an id"', `"\${local.im${n}}-x"`, `local.im${n}`, `var.im${n}`, 'tostring(12)', 'format("%s-%d", "a", 1)', ...(chance.often(20) ? ['null', '""', `terraform_data.dep${n}.id`, 'sensitive("s")'] : [])]);
  const common = [`locals {\n  im${n} = "of a local"\n}`, `variable "im${n}" {\n  default = "of a variable"\n}`, `resource "terraform_data" "dep${n}" {\n}`];
  const input = chance.pick(['', '  input = "new"', `  input = local.im${n}`, `  input = terraform_data.dep${n}.id`]);
  const scenes: readonly (readonly string[])[] = [
    [lines(`resource "terraform_data" "im${n}" {`, input, '}'), lines('import {', `  to = terraform_data.im${n}`, `  id = ${id}`, '}')],
    [lines(`resource "terraform_data" "im${n}" {`, '  for_each = { a = 1, b = 2, c = 3 }', '  input = each.value', '}'), lines('import {', `  for_each = ${chance.pick(['{ a = "ia", b = "ib" }', 'toset(["a", "c"])', '["a", "b"]'])}`, `  to = terraform_data.im${n}[${chance.pick(['each.key', 'each.value', '"${each.key}"'])}]`, '  id = "${each.key}-${each.value}"', '}')],
    [lines(`resource "terraform_data" "im${n}" {`, '  count = 2', input, '}'), lines('import {', `  to = terraform_data.im${n}[1]`, `  id = ${id}`, '}')],
    [lines(`module "im${n}" {`, `  source = "./im${n}"`, chance.often(40) && '  for_each = toset(["x"])', '}'), lines('import {', `  to = module.im${n}${chance.pick(['', '["x"]'])}.terraform_data.r`, `  id = ${id.includes('terraform_data') ? '"plain"' : id}`, '}')],
    [lines(`resource "terraform_data" "im${n}" {`, input, '}'), lines('import {', `  to = terraform_data.im${n}${chance.pick(['[0]', '["k"]'])}`, `  id = ${id}`, '}')],
    [lines('import {', `  to = terraform_data.none${n}`, '  id = "an id"', '}')],
    [lines(`resource "terraform_data" "im${n}" {`, '}'), ...['"i1"', '"i2"'].map((own) => lines('import {', `  to = terraform_data.im${n}`, `  id = ${own}`, '}'))],
    [lines(`resource "terraform_data" "to${n}" {`, input, '}'), moved(`terraform_data.im${n}`, `terraform_data.to${n}`), lines('import {', `  to = terraform_data.to${n}`, `  id = ${id}`, '}')],
  ];
  return { before: [...common], blocks: [...common, ...chance.pick(chance.often(85) ? scenes.slice(0, 4) : scenes)], files: { [`im${n}/main.tf`]: inside() } };
}
