import type { CodeTable } from '../code-entry';

/** Problems of syntax: the summaries are Terraform's, one code for each. */
export const langSyntaxCodes = {
  lang_nested_too_deep: {
    severity: 'error', summary: 'Expression nested too deep',
    why: 'Brackets, blocks or texts stand within one another, or operators one behind the other, beyond the limits of this build.',
    fix: 'Name parts of the expression as locals.',
  },
  lang_expression_missing: {
    severity: 'error', summary: 'Missing expression',
    why: 'The text ends where an expression is wanted.',
    fix: 'Write the expression.',
  },
  lang_expression_extra: {
    severity: 'error', summary: 'Extra characters after expression',
    why: 'There is more behind a whole expression.',
    fix: 'Remove what follows it, or write the operator that is missing.',
  },
  lang_conditional_colon_missing: {
    severity: 'error', summary: 'Missing false expression in conditional',
    why: 'A conditional has no colon with its second value.',
    fix: 'Write condition ? value : other value.',
  },
  lang_parentheses_unbalanced: {
    severity: 'error', summary: 'Unbalanced parentheses',
    why: 'A parenthesis is not closed where its expression ends.',
    fix: 'Close it.',
  },
  lang_number_invalid: {
    severity: 'error', summary: 'Invalid number literal',
    why: 'A number has more than one decimal point, or is otherwise none.',
    fix: 'Write it as 15, 2.5 or 1e6.',
  },
  lang_number_too_large: {
    severity: 'error', summary: 'Number is too long',
    why: 'Written out without an exponent, a number has more than 4096 digits.',
    fix: 'Use a smaller one.',
  },
  lang_function_name_missing: {
    severity: 'error', summary: 'Missing function name',
    why: 'No name stands behind the double colon of a function.',
    fix: 'Write provider::NAME::FUNCTION(...) or core::FUNCTION(...).',
  },
  lang_call_parenthesis_missing: {
    severity: 'error', summary: 'Missing open parenthesis',
    why: 'The name of a function with a namespace is not followed by arguments.',
    fix: 'Write the arguments in parentheses, () when there are none.',
  },
  lang_call_unterminated: {
    severity: 'error', summary: 'Unterminated function call',
    why: 'The parenthesis of a call is not closed.',
    fix: 'Close it.',
  },
  lang_argument_separator_missing: {
    severity: 'error', summary: 'Missing argument separator',
    why: 'Two arguments of a function stand side by side.',
    fix: 'Write a comma between them, or close the call.',
  },
  lang_call_expansion_not_last: {
    severity: 'error', summary: 'Missing closing parenthesis',
    why: 'Something follows an argument that is expanded with "...".',
    fix: 'Close the call behind it.',
  },
  lang_tuple_unterminated: {
    severity: 'error', summary: 'Unterminated tuple constructor expression',
    why: 'The bracket of a list is not closed.',
    fix: 'Close it.',
  },
  lang_item_separator_missing: {
    severity: 'error', summary: 'Missing item separator',
    why: 'Two items of a list stand side by side.',
    fix: 'Write a comma between them, or close the list.',
  },
  lang_object_unterminated: {
    severity: 'error', summary: 'Unterminated object constructor expression',
    why: 'The brace of an object is not closed.',
    fix: 'Close it.',
  },
  lang_attribute_value_missing: {
    severity: 'error', summary: 'Missing attribute value',
    why: 'A key of an object has no value.',
    fix: 'Write KEY = VALUE.',
  },
  lang_key_separator_missing: {
    severity: 'error', summary: 'Missing key/value separator',
    why: 'Something other than an equals sign or colon stands behind a key of an object.',
    fix: 'Write KEY = VALUE.',
  },
  lang_attribute_separator_missing: {
    severity: 'error', summary: 'Missing attribute separator',
    why: 'Two members of an object stand side by side.',
    fix: 'Write a comma or a new line between them.',
  },
  lang_key_ambiguous: {
    severity: 'error', summary: 'Ambiguous attribute key',
    why: 'The key of an object is a reference with parts, and could be meant as a text.',
    fix: 'Write it in parentheses, or in quotes.',
  },
  lang_for_invalid: {
    severity: 'error', summary: "Invalid 'for' expression",
    why: 'A for expression is not of the form that makes a list or an object.',
    fix: 'Write [for NAME in COLLECTION : VALUE] or {for KEY, VALUE in COLLECTION : KEY => VALUE}.',
  },
  lang_for_directive_invalid: {
    severity: 'error', summary: "Invalid 'for' directive",
    why: 'A %{ for } does not name its element and its collection.',
    fix: 'Write %{ for NAME in COLLECTION }.',
  },
  lang_attribute_name_invalid: {
    severity: 'error', summary: 'Invalid attribute name',
    why: 'No name of an attribute stands behind a dot.',
    fix: 'Write the name, or remove the dot.',
  },
  lang_legacy_index_invalid: {
    severity: 'error', summary: 'Invalid legacy index syntax',
    why: 'An index behind a dot is no single whole number.',
    fix: 'Write indexes in brackets: [0][1].',
  },
  lang_splat_in_splat: {
    severity: 'error', summary: 'Nested splat expression not allowed',
    why: 'A splat stands within the attributes of another one.',
    fix: 'Use [*], which can be nested.',
  },
  lang_splat_unclosed: {
    severity: 'error', summary: 'Missing close bracket on splat index',
    why: 'The star of a splat is not followed by its closing bracket.',
    fix: 'Write [*].',
  },
  lang_index_unclosed: {
    severity: 'error', summary: 'Missing close bracket on index',
    why: 'The bracket of an index is not closed.',
    fix: 'Close it.',
  },
  lang_template_unterminated: {
    severity: 'error', summary: 'Unterminated template string',
    why: 'A text or heredoc has no end.',
    fix: 'Write its closing quote, or the name of the heredoc on a line of its own.',
  },
  lang_interpolation_unclosed: {
    severity: 'error', summary: 'Unclosed template interpolation sequence',
    why: 'The brace of a ${ is not closed.',
    fix: 'Close it. A literal ${ is written $${.',
  },
  lang_interpolation_extra: {
    severity: 'error', summary: 'Extra characters after interpolation expression',
    why: 'There is more than one expression between the braces of a ${ }.',
    fix: 'Remove what follows it. A literal ${ is written $${.',
  },
  lang_directive_invalid: {
    severity: 'error', summary: 'Invalid template directive',
    why: 'No word stands behind a %{.',
    fix: 'Write if, else, endif, for or endfor. A literal %{ is written %%{.',
  },
  lang_directive_unknown: {
    severity: 'error', summary: 'Invalid template control keyword',
    why: 'There is no directive of that name.',
    fix: 'Write if, else, endif, for or endfor. A literal %{ is written %%{.',
  },
  lang_if_marker_extra: {
    severity: 'error', summary: 'Extra characters in if marker',
    why: 'There is more than a condition in a %{ if }.',
    fix: 'Close the brace behind the condition.',
  },
  lang_else_marker_extra: {
    severity: 'error', summary: 'Extra characters in else marker',
    why: 'There is more than the word in a %{ else }.',
    fix: 'Close the brace behind the word.',
  },
  lang_endif_marker_extra: {
    severity: 'error', summary: 'Extra characters in endif marker',
    why: 'There is more than the word in a %{ endif }.',
    fix: 'Close the brace behind the word.',
  },
  lang_for_marker_extra: {
    severity: 'error', summary: 'Extra characters in for marker',
    why: 'There is more than a collection in a %{ for }.',
    fix: 'Close the brace behind the collection.',
  },
  lang_endfor_marker_extra: {
    severity: 'error', summary: 'Extra characters in endfor marker',
    why: 'There is more than the word in a %{ endfor }.',
    fix: 'Close the brace behind the word.',
  },
  lang_else_unexpected: {
    severity: 'error', summary: 'Unexpected else directive',
    why: 'A %{ else } stands where no %{ if } is open.',
    fix: 'Remove it, or open the %{ if } before it.',
  },
  lang_endif_unexpected: {
    severity: 'error', summary: 'Unexpected endif directive',
    why: 'A %{ endif } stands where no %{ if } is open.',
    fix: 'Remove it, or open the %{ if } before it.',
  },
  lang_endfor_unexpected: {
    severity: 'error', summary: 'Unexpected endfor directive',
    why: 'A %{ endfor } stands where no %{ for } is open.',
    fix: 'Remove it, or open the %{ for } before it.',
  },
  lang_template_end_unexpected: {
    severity: 'error', summary: 'Unexpected end of template',
    why: 'A directive is not closed before its text ends.',
    fix: 'Write %{ endif } or %{ endfor }.',
  },
  lang_escape_invalid: {
    severity: 'error', summary: 'Invalid escape sequence',
    why: 'There is no such escape in a quoted text.',
    fix: 'Use \\n, \\r, \\t, \\", \\\\, \\uNNNN or \\UNNNNNNNN; a backslash is written twice.',
  },
  lang_string_multiline: {
    severity: 'error', summary: 'Invalid multi-line string',
    why: 'A quoted text goes over the end of its line.',
    fix: 'Write \\n, or a heredoc.',
  },
  lang_operator_unsupported: {
    severity: 'error', summary: 'Unsupported operator',
    why: 'There are no operators on bits.',
    fix: 'Use && || and ! for conditions.',
  },
  lang_character_invalid: {
    severity: 'error', summary: 'Invalid character',
    why: 'A character stands where the language has no use for it.',
    fix: 'Remove it, or put it in a text in double quotes.',
  },
  lang_item_required: {
    severity: 'error', summary: 'Argument or block definition required',
    why: 'Something other than an argument or block stands in a body.',
    fix: 'Write NAME = VALUE or TYPE { ... }.',
  },
  lang_argument_name_quoted: {
    severity: 'error', summary: 'Invalid argument name',
    why: 'The name of an argument stands in quotes.',
    fix: 'Write it without quotes.',
  },
  lang_attribute_redefined: {
    severity: 'error', summary: 'Attribute redefined',
    why: 'A body sets one argument twice.',
    fix: 'Remove one of them.',
  },
  lang_argument_comma: {
    severity: 'error', summary: 'Unexpected comma after argument',
    why: 'A comma stands behind an argument of a body.',
    fix: 'Write each argument on a line of its own, without a comma.',
  },
  lang_argument_newline_missing: {
    severity: 'error', summary: 'Missing newline after argument',
    why: 'Something follows an argument on its line.',
    fix: 'Write it on a line of its own.',
  },
  lang_block_newline_missing: {
    severity: 'error', summary: 'Missing newline after block definition',
    why: 'Something follows the closing brace of a block on its line.',
    fix: 'Write it on a line of its own.',
  },
  lang_block_unclosed: {
    severity: 'error', summary: 'Unclosed configuration block',
    why: 'The brace of a block is not closed before the end of the file.',
    fix: 'Close it; look for a missing brace behind it too.',
  },
  lang_block_invalid_header: {
    severity: 'error', summary: 'Invalid block definition',
    why: 'The head of a block is no type with labels and an opening brace on one line.',
    fix: 'Write TYPE "LABEL" { and go on in the next line.',
  },
  lang_label_template: {
    severity: 'error', summary: 'Invalid string literal',
    why: 'A label, or another text that must be plain, has a template in it.',
    fix: 'Write the text itself. A literal ${ is written $${.',
  },
  lang_label_invalid: {
    severity: 'error', summary: 'Invalid string literal',
    why: 'A label is not closed on its line.',
    fix: 'Write its closing quote.',
  },
  lang_string_unterminated: {
    severity: 'error', summary: 'Unterminated string literal',
    why: 'A label is not closed before the end of the file.',
    fix: 'Write its closing quote.',
  },
  lang_argument_required: {
    severity: 'error', summary: 'Argument definition required',
    why: 'A block stands within a block on one line.',
    fix: 'Write it on a line of its own.',
  },
  lang_single_line_block: {
    severity: 'error', summary: 'Invalid single-argument block definition',
    why: 'A block on one line has more in it than one argument.',
    fix: 'Write its content on lines of their own.',
  },
} as const satisfies CodeTable;
