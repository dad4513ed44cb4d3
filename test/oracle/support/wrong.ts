import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** A configuration with something wrong in it. */
export interface Wrong {
  /** The file of the suite that it stands in. */
  readonly kind: string;
  /** What is wrong, in words. */
  readonly sentence: string;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * All of `wrong/`: `### sentence` begins a case, `--- name` a further file of it. What stands before the first of these is
 * `main.tf`.
 */
export function wrongConfigurations(folder: string): readonly Wrong[] {
  return readdirSync(folder).filter((name) => name.endsWith('.txt')).sort().flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split(/^### /m).slice(1).map((part): Wrong => {
      const end = part.indexOf('\n');
      return { kind: name.replace('.txt', ''), sentence: part.slice(0, end), files: filesOf(part.slice(end + 1)) };
    }));
}

function filesOf(text: string): ReadonlyMap<string, string> {
  const [first = '', ...rest] = text.split(/^--- /m);
  const files = new Map(rest.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]));
  return first.trim() === '' && files.size > 0 && !files.has('main.tf') && [...files.keys()].some((name) => !name.includes('/')) ? files : new Map([['main.tf', first], ...files]);
}

/** Writes a configuration, and what `terraform init` would write of its local modules. */
export function writeConfiguration(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  // Of two of a name Terraform's own list has one.
  const modules = [...new Map([{ Key: '', Source: '', Dir: '.' }, ...calls('', '.', files)].map((one) => [one.Key, one])).values()];
  if (modules.length === 1) return;
  mkdirSync(join(folder, '.terraform', 'modules'), { recursive: true });
  writeFileSync(join(folder, '.terraform', 'modules', 'modules.json'), JSON.stringify({ Modules: modules }));
}

interface Installed {
  readonly Key: string;
  readonly Source: string;
  readonly Dir: string;
}

function calls(key: string, dir: string, files: ReadonlyMap<string, string>): readonly Installed[] {
  return [...files].filter(([name]) => posix.dirname(name) === dir).flatMap(([file, content]) =>
    (file.endsWith('.json') ? sourcesInJson(content) : sourcesIn(content)).flatMap(([name, source]): Installed[] => {
      const own = key === '' ? name : `${key}.${name}`;
      const at = posix.join(dir, source);
      return [{ Key: own, Source: source, Dir: at }, ...calls(own, at, files)];
    }));
}

function sourcesIn(content: string): readonly (readonly [name: string, source: string])[] {
  return [...content.matchAll(/module\s+"([\w-]+)"\s*\{\s*(?:[^{}]*\n)??\s*source\s*=\s*"(\.[^"]*)"/g)].map(([, name = '', source = '']) => [name, source]);
}

function sourcesInJson(content: string): readonly (readonly [name: string, source: string])[] {
  try {
    const { module } = JSON.parse(content) as { readonly module?: Readonly<Record<string, { readonly source?: unknown }>> };
    return Object.entries(module ?? {}).flatMap(([name, { source }]) => (typeof source === 'string' && source.startsWith('.') ? [[name, source] as const] : []));
  } catch {
    return [];
  }
}
