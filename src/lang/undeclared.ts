import type { Reference } from './expr';
import type { LangCode } from './problem';
import { referenceText } from './reference';
import type { Scope } from './scope';
import { suggestion } from './suggest';

/** That nothing of a name is declared, in the words for its kind. */
export function undeclared(reference: Reference, scope: Pick<Scope, 'names'>): { readonly code: LangCode; readonly message: string } {
  const text = referenceText(reference);
  const similar = 'name' in reference ? suggestion(reference.kind === 'resource' ? text : reference.name, scope.names?.(reference.kind) ?? [], (names) => `There are ${names}.`) : '';
  switch (reference.kind) {
    case 'resource': return { code: 'lang_resource_undeclared', message: `${text} is referred to, and this module declares no such ${reference.mode === 'data' ? 'data source' : 'resource'}.${similar}` };
    case 'variable': return { code: 'lang_variable_undeclared', message: `${text} is referred to, and this module declares no variable of that name.${similar}` };
    case 'local': return { code: 'lang_local_undeclared', message: `${text} is referred to, and this module declares no local value of that name.${similar}` };
    case 'module': return { code: 'lang_module_undeclared', message: `${text} is referred to, and this module has no call of that name.${similar}` };
    case 'count': return { code: 'lang_count_misplaced', message: `${text} is referred to where there is no count: it means something only in a resource, data source or module that has the argument count.` };
    case 'each': return { code: 'lang_each_misplaced', message: `${text} is referred to where there is no for_each: it means something only in a resource, data source or module that has the argument for_each.` };
    case 'self': return { code: 'lang_self_misplaced', message: 'self is referred to where there is none: it means something only in the postconditions of a resource.' };
    case 'path': case 'terraform': return { code: 'lang_reference_undeclared', message: `${text} is referred to, and it has no value here.` };
  }
}
