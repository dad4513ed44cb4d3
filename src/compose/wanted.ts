import { parseAddress, parseTarget, type ParsedAddress, type Target } from '../addrs';
import { diagnostic, fail, ok, type Diagnostic, type DiagnosticCode, type Outcome } from '../diagnostics';
import type { PlanMode, Wanted } from '../plan';
import type { SessionOptions } from './options';

/** What of it all the options ask for, and whether that goes together. */
export function wantedOf({ targets = [], excludes = [], replace = [], refresh = true, importing }: SessionOptions, mode: PlanMode): Outcome<Wanted> {
  const problems: Diagnostic[] = [];
  const read = <T>(texts: readonly string[], parse: (text: string) => Outcome<T>, code: DiagnosticCode, summary: string): readonly T[] => texts.flatMap((text) => {
    const parsed = parse(text);
    if (parsed.ok) return [parsed.value];
    problems.push(...parsed.diagnostics.map((d) => ({ ...diagnostic(code, d.detail), summary: code === 'compose_import_address' ? summary : `${summary} ${JSON.stringify(text.slice(0, 200))}` })));
    return [];
  });
  const only = read<Target>(targets, parseTarget, 'compose_target_invalid', 'Invalid target');
  const without = read<Target>(excludes, parseTarget, 'compose_target_invalid', 'Invalid exclude');
  const replaced = read<ParsedAddress>(replace, instanceAt, 'compose_replace_invalid', 'Invalid force-replace address');
  if (only.length > 0 && without.length > 0) {
    problems.push(diagnostic('compose_target_exclude', '-target names all that a plan is of, and -exclude what it is not of: the two cannot be given at once. Leave one of them out.'));
  }
  if (replace.length > 0 && mode !== 'normal') {
    problems.push(diagnostic('compose_replace_mode', `-replace asks for new objects, and ${mode === 'destroy' ? '-destroy makes none' : '-refresh-only changes nothing in the world'}. Leave one of them out.`));
  }
  if (!refresh && importing === undefined && mode === 'refresh-only') {
    problems.push(diagnostic('compose_refresh_options', '-refresh-only reads what the world did by itself, and -refresh=false reads nothing: together they would do nothing. Leave one of them out.'));
  }
  const [taken] = importing === undefined || importing === 'blocks' ? [] : read<ParsedAddress>([importing.address], parseAddress, 'compose_import_address', 'Invalid address');
  if (problems.length > 0) return fail(...problems);
  return ok({ targets: taken === undefined ? only : [{ kind: 'resource', ...taken }], excludes: without, replace: replaced, refresh, ...(importing === 'blocks' ? { importing } : taken === undefined || importing === undefined ? {} : { importing: { address: taken, id: importing.id } }) });
}

function instanceAt(text: string): Outcome<ParsedAddress> {
  const parsed = parseAddress(text);
  if (!parsed.ok || parsed.value.resource.mode === 'managed') return parsed;
  return fail(diagnostic('address_invalid', `${text} is a data source, which is read and never made: there is nothing to replace. Name a managed resource.`));
}
