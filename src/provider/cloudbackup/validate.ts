import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Value } from '../../values';
import { field, textArg, UNKNOWN } from '../fields';
import { parseDuration } from './duration';
import { lastName, parsePath } from './paths';
import { idProblem } from './place';
import { DIRECTORY } from './schema-managed';

/** Judges the arguments of one block by themselves. What is not known yet passes, and is judged again when it is. */
export function validateResource(mode: 'managed' | 'data', type: string, config: Value): readonly Diagnostic[] {
  const known = (name: string): string | undefined => {
    const value = textArg(config, name);
    return value === UNKNOWN ? undefined : value;
  };
  const invalid = (attribute: string, detail: string): Diagnostic => diagnostic('provider_argument_invalid', detail, { attribute });
  const diagnostics: Diagnostic[] = [];
  for (const name of ['compute_instance_id', 'folder_id']) {
    const id = known(name);
    const problem = id === undefined ? undefined : idProblem(id);
    if (problem !== undefined) diagnostics.push(invalid(name, `${name} is no id of ${name === 'folder_id' ? 'a folder' : 'an instance'}. ${problem} Write the id as the console of the cloud shows it.`));
  }
  const pin = known('resource_id');
  if (pin !== undefined && !/^[\w.-]{1,100}$/u.test(pin)) {
    diagnostics.push(invalid('resource_id', 'resource_id is no id of a registration: it is a UUID, as the service shows it. Leave it out where the instance has one registration.'));
  }
  const onDestroy = known('on_destroy');
  if (onDestroy !== undefined && onDestroy !== 'delete' && onDestroy !== 'forget') {
    diagnostics.push(invalid('on_destroy', 'on_destroy must be "delete" or "forget".'));
  }
  if (type === DIRECTORY) diagnostics.push(...judgePath(mode, known('path')));
  const timeouts = field(config, 'timeouts');
  for (const name of ['create', 'delete']) {
    const written = textArg(timeouts, name);
    if (typeof written === 'string' && parseDuration(written) === undefined) {
      diagnostics.push(invalid(`timeouts.${name}`, `timeouts.${name} must be a duration such as "90s", "30m" or "1h30m", longer than zero and at most seven days.`));
    }
  }
  return diagnostics;
}

function judgePath(mode: 'managed' | 'data', path: string | undefined): readonly Diagnostic[] {
  if (path === undefined) return [];
  const parsed = parsePath(path);
  if (!parsed.ok) return [diagnostic('provider_path_invalid', parsed.problem, { attribute: 'path' })];
  if (mode === 'managed' && lastName(parsed.path) === '') {
    return [diagnostic('provider_path_invalid', 'The path is the root of a volume, which is always there and cannot be made. Declare a directory below it.', { attribute: 'path' })];
  }
  return [];
}
