import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Value } from '../../values';
import { field, textOf } from '../fields';
import { parseDuration } from './duration';
import { isPlainPath, lastName, parsePath } from './paths';
import { idProblem } from './place';
import { DIRECTORY } from './schema-managed';

/** Judges the arguments of one block by themselves. What is not known yet passes, and is judged again when it is. */
export function validateResource(mode: 'managed' | 'data', type: string, config: Value): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  judgeId(config, 'compute_instance_id', diagnostics);
  judgeId(config, 'folder_id', diagnostics);
  const pin = textOf(config, 'resource_id');
  if (pin !== undefined && !PIN.test(pin)) {
    diagnostics.push(invalid('resource_id', 'resource_id is no id of a registration: it is a UUID, as the service shows it. Leave it out where the instance has one registration.'));
  }
  const onDestroy = textOf(config, 'on_destroy');
  if (onDestroy !== undefined && onDestroy !== 'delete' && onDestroy !== 'forget') {
    diagnostics.push(invalid('on_destroy', 'on_destroy must be "delete" or "forget".'));
  }
  if (type === DIRECTORY) judgePath(mode, textOf(config, 'path'), diagnostics);
  const timeouts = field(config, 'timeouts');
  if (timeouts.kind !== 'null') for (const name of ['create', 'delete']) judgeTimeout(timeouts, name, diagnostics);
  return diagnostics;
}

const PIN = /^[\w.-]{1,100}$/u;

const invalid = (attribute: string, detail: string): Diagnostic => diagnostic('provider_argument_invalid', detail, { attribute });

function judgeId(config: Value, name: 'compute_instance_id' | 'folder_id', diagnostics: Diagnostic[]): void {
  const id = textOf(config, name);
  const problem = id === undefined ? undefined : idProblem(id);
  if (problem !== undefined) diagnostics.push(invalid(name, `${name} is no id of ${name === 'folder_id' ? 'a folder' : 'an instance'}. ${problem} Write the id as the console of the cloud shows it.`));
}

function judgeTimeout(timeouts: Value, name: string, diagnostics: Diagnostic[]): void {
  const written = textOf(timeouts, name);
  if (written === undefined || parseDuration(written) !== undefined) return;
  diagnostics.push(invalid(`timeouts.${name}`, `timeouts.${name} must be a duration such as "90s", "30m" or "1h30m", longer than zero and at most seven days.`));
}

function judgePath(mode: 'managed' | 'data', path: string | undefined, diagnostics: Diagnostic[]): void {
  if (path === undefined || isPlainPath(path)) return;
  const parsed = parsePath(path);
  if (!parsed.ok) diagnostics.push(diagnostic('provider_path_invalid', parsed.problem, { attribute: 'path' }));
  else if (mode === 'managed' && lastName(parsed.path) === '') {
    diagnostics.push(diagnostic('provider_path_invalid', 'The path is the root of a volume, which is always there and cannot be made. Declare a directory below it.', { attribute: 'path' }));
  }
}
