import type { CodeTable } from '../code-entry';
import { langSyntaxCodes } from './lang-syntax';

/** Problems that the lang room tells people about. */
export const langCodes = {
  ...langSyntaxCodes,
  lang_syntax: {
    severity: 'error', summary: 'Invalid expression',
    why: 'A string of the configuration has a `${` in it that is not followed by a whole expression.',
    fix: 'Correct the expression where the detail says. A literal `${` is written `$${`.',
  },
  lang_token_corrupted: {
    severity: 'error', summary: 'Value from a later time was changed in JavaScript',
    why: 'cdktf stands in for a value that is known only after apply with a token. JavaScript changed the token (toUpperCase, slice, arithmetic), so that it means nothing any more.',
    fix: 'Use a function of Fn on the value instead; it is evaluated when the value is known.',
  },
  lang_function_not_built: {
    severity: 'error', summary: 'Function calls are not built yet',
    why: 'The configuration calls a function of the language, and this build evaluates none.',
    fix: 'Compute the value in the program that makes the configuration, or pass it as a variable.',
  },
  lang_operator_not_built: {
    severity: 'error', summary: 'Operators are not built yet',
    why: 'The configuration has an operator such as + or == in it.',
    fix: 'Compute the value in the program that makes the configuration, or pass it as a variable.',
  },
  lang_conditional_not_built: {
    severity: 'error', summary: 'Conditional expressions are not built yet',
    why: 'The configuration has a condition ? a : b in it.',
    fix: 'Decide in the program that makes the configuration, or pass the value as a variable.',
  },
  lang_for_not_built: {
    severity: 'error', summary: 'For expressions are not built yet',
    why: 'The configuration has a [for …] or {for …} in it.',
    fix: 'Make the collection in the program that makes the configuration.',
  },
  lang_splat_not_built: {
    severity: 'error', summary: 'Splat expressions are not built yet',
    why: 'The configuration has [*] or .* in it.',
    fix: 'Name the elements one by one.',
  },
  lang_heredoc_not_built: {
    severity: 'error', summary: 'Heredocs are not built yet',
    why: 'The configuration has a <<NAME text in it.',
    fix: 'Write the text as a JSON string.',
  },
  lang_directive_not_built: {
    severity: 'error', summary: 'Template directives are not built yet',
    why: 'A string of the configuration has %{ if } or %{ for } in it.',
    fix: 'Make the text in the program that makes the configuration. A literal `%{` is written `%%{`.',
  },
  lang_constructor_not_built: {
    severity: 'error', summary: 'List and object constructors are not built yet',
    why: 'An expression within a string makes a list or an object.',
    fix: 'Write it as a JSON array or object.',
  },
  lang_index_not_built: {
    severity: 'error', summary: 'Computed parts of values are not built yet',
    why: 'An index is an expression of its own, or a part is taken from something that is not a reference.',
    fix: 'Use a plain index such as [0] or ["key"] behind a reference.',
  },
  lang_root_not_built: {
    severity: 'error', summary: 'Reference is not built yet',
    why: 'The configuration refers to count, each, self, a module or an ephemeral resource, and this build has none of them.',
    fix: 'Write the blocks one by one, in one module.',
  },
  lang_dynamic_block_not_built: {
    severity: 'error', summary: 'Dynamic blocks are not built yet',
    why: 'A block is made by `dynamic`.',
    fix: 'Write the blocks one by one.',
  },
  lang_reference_invalid: {
    severity: 'error', summary: 'Invalid reference',
    why: 'A reference is not complete, or refers to something that cannot be referred to.',
    fix: 'Write var.NAME, local.NAME, TYPE.NAME.ATTRIBUTE or data.TYPE.NAME.ATTRIBUTE.',
  },
  lang_reference_undeclared: {
    severity: 'error', summary: 'Reference to something undeclared',
    why: 'The configuration declares nothing of that name.',
    fix: 'Declare it, or correct the name.',
  },
  lang_attribute_unsupported: {
    severity: 'error', summary: 'Unsupported attribute',
    why: 'A reference takes an attribute that the value does not have.',
    fix: 'Use one of the attributes that the detail lists.',
  },
  lang_index_invalid: {
    severity: 'error', summary: 'Invalid index',
    why: 'A reference takes an element that the value does not have.',
    fix: 'Use an index or key that is there.',
  },
  lang_template_value_invalid: {
    severity: 'error', summary: 'Invalid value in a template',
    why: 'Only strings, numbers and bools can stand inside a text; null and collections cannot.',
    fix: 'Take a part of the value, or give the argument the whole value and no text around it.',
  },
  lang_object_key_invalid: {
    severity: 'error', summary: 'Invalid object key',
    why: 'The key of an object is null, a collection, or known only after apply.',
    fix: 'Use a key that is known.',
  },
  lang_argument_unsupported: {
    severity: 'error', summary: 'Unsupported argument',
    why: 'The schema has no argument or block of that name here.',
    fix: 'Remove it, or correct the name.',
  },
  lang_argument_missing: {
    severity: 'error', summary: 'Missing required argument',
    why: 'The schema requires an argument that is not set, or that is null.',
    fix: 'Set it.',
  },
  lang_argument_computed: {
    severity: 'error', summary: 'Value for an argument that cannot be set',
    why: 'The provider alone decides the value of that attribute.',
    fix: 'Remove it.',
  },
  lang_argument_deprecated: {
    severity: 'warning', summary: 'Deprecated argument',
    why: 'The schema keeps that argument only for configurations that have it already.',
    fix: 'See its description for what takes its place.',
  },
  lang_argument_type: {
    severity: 'error', summary: 'Incorrect argument value type',
    why: 'The value of an argument is not of the type that the schema wants and does not convert to it.',
    fix: 'Give a value of that type.',
  },
  lang_block_invalid: {
    severity: 'error', summary: 'Block expected',
    why: 'The schema wants a block, and something else is written.',
    fix: 'Write the block as an object, or several as an array of objects.',
  },
  lang_block_count: {
    severity: 'error', summary: 'Wrong number of blocks',
    why: 'The schema says how many blocks of a type there may be.',
    fix: 'Add or remove blocks.',
  },
} as const satisfies CodeTable;
