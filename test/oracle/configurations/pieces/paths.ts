/** Longer lives: chains of replacements, moves over several hops, provider configurations that modules are handed. */
import type { Chance } from '../../support/chance';
import { lines, type Piece } from './piece';

/** Objects that lean on one another and are replaced together, some made first and some not. */
export function chains(chance: Chance, n: string): Piece {
  const names = ['a', 'b', 'c', 'd'].slice(0, 2 + chance.int(3));
  const repeats = names.map(() => chance.pick(['', '', '  count = 2', '  for_each = toset(["x", "y"])']));
  const cbd = names.map(() => chance.often(35));
  const links = names.map(() => chance.pick(['id', 'output', 'input', 'whole', 'depends', 'trigger']));
  const ignored = names.map(() => (chance.often(15) ? chance.pick(['all', '[input]', '[triggers_replace]']) : ''));
  const make = (changed: number): readonly string[] => names.map((name, i) => {
    const before = `terraform_data.${names[i - 1] ?? ''}ch${n}`;
    const of = (repeats[i - 1] ?? '') === '' ? before : (repeats[i - 1] ?? '').includes('count') ? `${before}[0]` : `${before}["x"]`;
    const link = i === 0 ? 'none' : links[i];
    const input = link === 'id' ? `${of}.id` : link === 'output' ? `${of}.output` : link === 'input' ? `${of}.input` : link === 'whole' ? before : `"${name}${changed === i ? '2' : ''}"`;
    const life = [cbd[i] === true && '    create_before_destroy = true', link === 'trigger' && `    replace_triggered_by = [${of}]`, ignored[i] !== '' && `    ignore_changes = ${ignored[i] ?? ''}`];
    return lines(`resource "terraform_data" "${name}ch${n}" {`, repeats[i], `  input = ${input}`, changed === i && chance.often(70) && '  triggers_replace = "now"', link === 'depends' && `  depends_on = [${before}]`, life.some((line) => line !== false) && lines('  lifecycle {', ...life, '  }'), '}');
  });
  const end = `output "ch${n}" {\n  value = terraform_data.${names.at(-1) ?? 'a'}ch${n}\n}`;
  const after = make(chance.int(names.length + 1));
  return { before: [...make(-1), end], blocks: [...(chance.often(15) ? after.slice(0, -1) : after), ...(chance.often(70) ? [`output "ch${n}" {\n  value = terraform_data.ach${n}\n}`] : [])] };
}

/** Moves of several hops, between modules, from count to for_each, with what is let go on the way. */
export function hops(chance: Chance, n: string): Piece {
  const moved = (from: string, to: string): string => `moved {\n  from = ${from}\n  to = ${to}\n}`;
  const removed = (from: string): string => lines('removed {', `  from = ${from}`, '  lifecycle {', `    destroy = ${chance.pick(['true', 'false'])}`, '  }', '}');
  const thing = (name: string, repeat = '', input = '"t"'): string => lines(`resource "terraform_data" "${name}" {`, repeat, `  input = ${input}`, '}');
  const call = (name: string, source: string, repeat = ''): string => lines(`module "${name}" {`, `  source = "./${source}"`, repeat, '}');
  const [r, m] = [`terraform_data.h${n}`, `module.h${n}`];
  const files = {
    [`h${n}/main.tf`]: `${thing('r', chance.pick(['', '  count = 2', '  for_each = toset(["a", "b"])']), '"in"')}\n${call('k', 'k')}\n`, [`h${n}/k/main.tf`]: `${thing('s')}\n`,
    [`g${n}/main.tf`]: `${thing('q')}\n${chance.often(50) ? `${moved('terraform_data.r', 'terraform_data.q')}\n` : ''}`, [`i${n}/main.tf`]: `${thing('s')}\nresource "terraform_data" "z" {\n}\n`,
  };
  const scenes: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[thing(`h${n}`, '  count = 2')], [thing(`hh${n}`, '  for_each = toset(["p", "q"])'), moved(r, `terraform_data.hh${n}`), moved(`terraform_data.hh${n}[0]`, `terraform_data.hh${n}["p"]`), moved(`terraform_data.hh${n}[1]`, `terraform_data.hh${n}["q"]`)]],
    [[thing(`h${n}`, '  for_each = toset(["p", "q"])')], [thing(`h${n}`, '  count = 2'), moved(`${r}["p"]`, `${r}[1]`), ...(chance.often(50) ? [moved(`${r}["q"]`, `${r}[0]`)] : [])]],
    [[thing(`h${n}`)], [call(`i${n}`, `i${n}`, '  count = 2'), moved(r, `module.i${n}[0].terraform_data.s`), ...(chance.often(50) ? [moved(`module.i${n}[0].terraform_data.s`, `module.i${n}[1].terraform_data.s`)] : [])]],
    [[call(`h${n}`, `h${n}`)], [call(`i${n}`, `i${n}`), moved(`${m}.module.k`, `module.i${n}`), ...(chance.often(50) ? [removed(m)] : [])]],
    [[call(`h${n}`, `h${n}`, '  count = 2')], [call(`h${n}`, `h${n}`, '  for_each = toset(["u", "v"])'), moved(`${m}[0]`, `${m}["u"]`), moved(`${m}[1].module.k`, `${m}["v"].module.k`), ...(chance.often(40) ? [moved(`${m}[1].terraform_data.r`, `${m}["v"].terraform_data.r`)] : [])]],
    [[call(`h${n}`, `h${n}`)], [call(`h${n}`, `g${n}`)]], [[call(`h${n}`, `g${n}`)], [call(`h2${n}`, `g${n}`), call(`h3${n}`, `g${n}`), moved(m, `module.h2${n}`)]],
    [[thing(`h${n}`), call(`i${n}`, `i${n}`)], [thing(`h${n}`), call(`i${n}`, `g${n}`), removed(`module.i${n}.terraform_data.z`), moved(`module.i${n}.terraform_data.s`, `module.i${n}.terraform_data.q`)]],
    [[thing(`h${n}`)], [thing(`h1${n}`), moved(r, `terraform_data.h1${n}`), lines('import {', `  to = terraform_data.h1${n}`, '  id = "x"', '}')]],
    [[], [call(`i${n}`, `i${n}`, '  for_each = toset(["u", "v"])'), lines('import {', '  for_each = { u = "one", v = "two" }', `  to = module.i${n}[each.key].terraform_data.s`, '  id = each.value', '}')]],
    [[call(`i${n}`, `i${n}`, '  count = 1')], [call(`i${n}`, `i${n}`, '  count = 3'), lines('import {', '  for_each = toset(["1", "2"])', `  to = module.i${n}[each.key].terraform_data.s`, '  id = "id-${each.key}"', '}')]],
    [[thing(`h${n}`, '  count = 3')], [thing(`h${n}`, '  count = 1'), removed(`terraform_data.hx${n}`), moved(`${r}[1]`, `terraform_data.hx${n}`)]],
  ];
  const [before, blocks] = chance.pick(scenes);
  return { before, blocks, files };
}

/** Provider configurations with other names, and modules that are handed them. */
export function handed(chance: Chance, n: string): Piece {
  const source = 'terraform.io/builtin/terraform';
  const body = (alias: boolean): string => lines('terraform {', '  required_providers {', '    terraform = {', `      source = "${source}"`, alias && '      configuration_aliases = [terraform.inner]', '    }', '  }', '}', 'resource "terraform_data" "p" {', alias && chance.often(60) && '  provider = terraform.inner', '  input = "p"', '}', chance.often(40) && 'module "q" {\n  source = "./q"\n}');
  const files = { [`pr${n}/main.tf`]: body(true), [`ps${n}/main.tf`]: body(false), [`pr${n}/q/main.tf`]: 'resource "terraform_data" "q" {\n}\n', [`ps${n}/q/main.tf`]: 'resource "terraform_data" "q" {\n}\n' };
  return {
    blocks: [
      `terraform {\n  required_providers {\n    terraform = {\n      source = "${source}"\n    }\n  }\n}`, `provider "terraform" {\n  alias = "west${n}"\n}`, lines(`resource "terraform_data" "pa${n}" {`, chance.often(70) && `  provider = terraform.west${n}`, '  input = "a"', '}'),
      lines(`module "pr${n}" {`, `  source = "./pr${n}"`, chance.often(30) && '  for_each = toset(["a"])', `  providers = {\n    terraform.inner = terraform.west${n}${chance.often(40) ? `\n    terraform = terraform.west${n}` : ''}\n  }`, '}'),
      lines(`module "ps${n}" {`, `  source = "./ps${n}"`, chance.often(30) && '  count = 2', chance.often(50) && `  providers = {\n    terraform = terraform${chance.pick(['', `.west${n}`])}\n  }`, '}'),
    ],
    files,
  };
}
