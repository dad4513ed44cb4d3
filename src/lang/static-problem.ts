import type { LangCode } from './problem';

const STATIC: ReadonlySet<string> = new Set<LangCode>([
  'lang_reference_invalid', 'lang_reference_undeclared', 'lang_resource_undeclared', 'lang_variable_undeclared', 'lang_local_undeclared', 'lang_module_undeclared',
  'lang_count_misplaced', 'lang_each_misplaced', 'lang_self_misplaced', 'lang_path_attribute_invalid', 'lang_terraform_attribute_invalid', 'lang_count_attribute_invalid',
  'lang_each_attribute_invalid', 'lang_symbol_reserved', 'lang_schema_attribute_unsupported', 'lang_instance_key_missing', 'lang_instance_key_unexpected', 'lang_too_deep', 'lang_too_long',
]);

/**
 * Whether a problem is one of the text itself, whatever the values: a name that nothing is declared for. Neither `try` nor the arm
 * of a conditional that is not taken hides such, and where there is one, nothing else is told.
 */
export function isStatic(code: string): boolean {
  return STATIC.has(code);
}
