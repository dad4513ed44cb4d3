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
  lang_reference_invalid: {
    severity: 'error', summary: 'Invalid reference',
    why: 'A reference is not complete, or refers to something that cannot be referred to.',
    fix: 'Write var.NAME, local.NAME, TYPE.NAME.ATTRIBUTE or data.TYPE.NAME.ATTRIBUTE.',
  },
  lang_reference_undeclared: {
    severity: 'error', summary: 'Reference to undeclared object',
    why: 'The configuration declares nothing of that name.',
    fix: 'Declare it, or correct the name.',
  },
  lang_attribute_unsupported: {
    severity: 'error', summary: 'Unsupported attribute',
    why: 'A reference takes an attribute that the value does not have.',
    fix: 'Use one of the attributes that the detail lists.',
  },
  lang_schema_attribute_unsupported: {
    severity: 'error', summary: 'Unsupported attribute',
    why: 'The type of the resource has no such attribute, whatever its values will be.',
    fix: 'Use one of the attributes that the detail lists.',
  },
  lang_index_invalid: {
    severity: 'error', summary: 'Invalid index',
    why: 'A reference takes an element that the value does not have.',
    fix: 'Use an index or key that is there.',
  },
  lang_instance_key_invalid: {
    severity: 'error', summary: 'Invalid index key',
    why: 'The key behind a resource or a module is null, a bool or a broken number, and no instance has such a key.',
    fix: 'Write the number of an instance that has count, or the key of one that has for_each.',
  },
  lang_template_value_invalid: {
    severity: 'error', summary: 'Invalid template interpolation value',
    why: 'Only strings, numbers and bools can stand inside a text; null and collections cannot.',
    fix: 'Take a part of the value, or give the argument the whole value and no text around it.',
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
    severity: 'error', summary: 'Value for unconfigurable attribute',
    why: 'The provider alone decides the value of that attribute.',
    fix: 'Remove it.',
  },
  lang_argument_deprecated: {
    severity: 'warning', summary: 'Deprecated argument',
    why: 'The schema keeps that argument only for configurations that have it already.',
    fix: 'See its description for what takes its place.',
  },
  lang_argument_type: {
    severity: 'error', summary: 'Incorrect attribute value type',
    why: 'The value of an argument is not of the type that the schema wants and does not convert to it.',
    fix: 'Give a value of that type.',
  },
  lang_block_invalid: {
    severity: 'error', summary: 'Block expected',
    why: 'The schema wants a block, and something else is written.',
    fix: 'Write the block as an object, or several as an array of objects.',
  },
  lang_resource_undeclared: {
    severity: 'error', summary: 'Reference to undeclared resource',
    why: 'A reference names a resource or data source that its module does not declare.',
    fix: 'Declare it, or correct the name.',
  },
  lang_variable_undeclared: {
    severity: 'error', summary: 'Reference to undeclared input variable',
    why: 'A reference names a variable that its module does not declare.',
    fix: 'Declare it with a variable block, or correct the name.',
  },
  lang_local_undeclared: {
    severity: 'error', summary: 'Reference to undeclared local value',
    why: 'A reference names a local value that its module does not declare.',
    fix: 'Declare it in a locals block, or correct the name.',
  },
  lang_module_undeclared: {
    severity: 'error', summary: 'Reference to undeclared module',
    why: 'A reference names a module that is not called here.',
    fix: 'Call it with a module block, or correct the name.',
  },
  lang_path_attribute_invalid: {
    severity: 'error', summary: 'Invalid "path" attribute',
    why: 'Of path, there are path.module, path.root and path.cwd.',
    fix: 'Use one of these.',
  },
  lang_terraform_attribute_invalid: {
    severity: 'error', summary: 'Invalid "terraform" attribute',
    why: 'Of terraform, there is terraform.workspace.',
    fix: 'Use that.',
  },
  lang_count_attribute_invalid: {
    severity: 'error', summary: 'Invalid "count" attribute',
    why: 'Of count, there is count.index.',
    fix: 'Use that.',
  },
  lang_each_attribute_invalid: {
    severity: 'error', summary: 'Invalid "each" attribute',
    why: 'Of each, there are each.key and each.value.',
    fix: 'Use one of these.',
  },
  lang_count_misplaced: {
    severity: 'error', summary: 'Reference to "count" in non-counted context',
    why: 'count.index stands in a block without count.',
    fix: 'Set count in the block, or write something else.',
  },
  lang_each_misplaced: {
    severity: 'error', summary: 'Reference to "each" in context without for_each',
    why: 'each.key or each.value stands in a block without for_each.',
    fix: 'Set for_each in the block, or write something else.',
  },
  lang_self_misplaced: {
    severity: 'error', summary: 'Invalid "self" reference',
    why: 'self stands where there is no object that it could mean.',
    fix: 'Name the object by its address.',
  },
  lang_symbol_reserved: {
    severity: 'error', summary: 'Reserved symbol name',
    why: 'A reference begins with a name that the language keeps for itself.',
    fix: 'Refer to a resource of a type of that name as resource.TYPE.NAME.',
  },
  lang_instance_key_missing: {
    severity: 'error', summary: 'Missing resource instance key',
    why: 'An attribute is taken of a resource that has count or for_each, and so several instances.',
    fix: 'Name one instance by its key, or all of them with a splat or a for expression.',
  },
  lang_instance_key_unexpected: {
    severity: 'error', summary: 'Unexpected resource instance key',
    why: 'An instance is named of a resource that has neither count nor for_each.',
    fix: 'Remove the key.',
  },
  lang_attribute_of_null: {
    severity: 'error', summary: 'Attempt to get attribute from null value',
    why: 'An attribute is taken of a value that is null.',
    fix: 'Take it only where there is a value, as with try() or a conditional.',
  },
  lang_index_of_null: {
    severity: 'error', summary: 'Attempt to index null value',
    why: 'An element is taken of a value that is null.',
    fix: 'Take it only where there is a value, as with try() or a conditional.',
  },
  lang_map_element_missing: {
    severity: 'error', summary: 'Missing map element',
    why: 'A map has no element with the key that is taken from it.',
    fix: 'Use a key that is there, or lookup() with a value for keys that are not.',
  },
  lang_operand_invalid: {
    severity: 'error', summary: 'Invalid operand',
    why: 'An operand is not of the type that the operator takes, and does not convert to it.',
    fix: 'Give a value of that type.',
  },
  lang_operation_failed: {
    severity: 'error', summary: 'Operation failed',
    why: 'An operator has no result for its operands, such as null or zero divided by zero.',
    fix: 'Use the operator only where it has a result.',
  },
  lang_conditional_types: {
    severity: 'error', summary: 'Inconsistent conditional result types',
    why: 'The two results of a conditional have types that cannot be made one.',
    fix: 'Give both results the same type.',
  },
  lang_condition_null: {
    severity: 'error', summary: 'Null condition',
    why: 'The condition of a conditional is null.',
    fix: 'Make it true or false.',
  },
  lang_condition_type: {
    severity: 'error', summary: 'Incorrect condition type',
    why: 'The condition of a conditional is no bool.',
    fix: 'Make it true or false, as with a comparison.',
  },
  lang_object_key_null: {
    severity: 'error', summary: 'Null value as key',
    why: 'A key of an object is null.',
    fix: 'Use a string.',
  },
  lang_object_key_type: {
    severity: 'error', summary: 'Incorrect key type',
    why: 'A key of an object is a collection.',
    fix: 'Use a string.',
  },
  lang_for_null: {
    severity: 'error', summary: 'Iteration over null value',
    why: 'The collection of a for expression is null.',
    fix: 'Use an empty collection where there is none.',
  },
  lang_for_collection: {
    severity: 'error', summary: 'Iteration over non-iterable value',
    why: 'The collection of a for expression is a string, number or bool.',
    fix: 'Use a list, set, tuple, map or object.',
  },
  lang_for_condition_null: {
    severity: 'error', summary: 'Condition is null',
    why: 'The condition of a for expression is null.',
    fix: 'Make it true or false.',
  },
  lang_for_condition: {
    severity: 'error', summary: "Invalid 'for' condition",
    why: 'The condition of a for expression is not true or false for an element.',
    fix: 'Make it true or false for each.',
  },
  lang_for_key: {
    severity: 'error', summary: 'Invalid object key',
    why: 'A key that a for expression makes is null or a collection.',
    fix: 'Make keys strings.',
  },
  lang_for_key_twice: {
    severity: 'error', summary: 'Duplicate object key',
    why: 'A for expression makes two elements with one key.',
    fix: 'Make keys that differ, or write ... behind the value to have the values of one key together.',
  },
  lang_splat_null: {
    severity: 'error', summary: 'Splat of null value',
    why: 'A splat is taken of a list, tuple or set that is null.',
    fix: 'Use an empty one where there is none.',
  },
  lang_splat_nested: {
    severity: 'error', summary: 'Invalid nested splat expressions',
    why: 'A splat within a splat made elements of different types, which are no list.',
    fix: 'Use a for expression.',
  },
  lang_function_unknown: {
    severity: 'error', summary: 'Call to unknown function',
    why: 'The language has no function of that name.',
    fix: 'Correct the name.',
  },
  lang_function_provider_unknown: {
    severity: 'error', summary: 'Unknown provider function',
    why: 'A function of a namespace is called that is not there.',
    fix: 'Call a function of the language, by its name alone.',
  },
  lang_function_arguments_few: {
    severity: 'error', summary: 'Not enough function arguments',
    why: 'A function is called with fewer arguments than it takes.',
    fix: 'Give the arguments that are missing.',
  },
  lang_function_arguments_many: {
    severity: 'error', summary: 'Too many function arguments',
    why: 'A function is called with more arguments than it takes.',
    fix: 'Remove what is too much.',
  },
  lang_function_argument: {
    severity: 'error', summary: 'Invalid function argument',
    why: 'An argument is not what the function takes.',
    fix: 'Give a value that the function takes.',
  },
  lang_function_failed: {
    severity: 'error', summary: 'Error in function call',
    why: 'A function has no result for its arguments.',
    fix: 'See the detail for what it needs.',
  },
  lang_function_expansion: {
    severity: 'error', summary: 'Invalid expanding argument value',
    why: 'The argument before ... is no list, tuple or set.',
    fix: 'Give a list, tuple or set, or remove the dots.',
  },
  lang_too_deep: {
    severity: 'error', summary: 'Expression nested too deeply',
    why: 'An expression is nested deeper than anybody writes, which would take all of the memory.',
    fix: 'Name parts of it in locals.',
  },
  lang_too_long: {
    severity: 'error', summary: 'Expression takes too long',
    why: 'Loops stand in loops, so that the expression would take minutes or forever.',
    fix: 'Name parts of it in locals, so that they are evaluated once, and loop over less.',
  },
  lang_ephemeral_kept: {
    severity: 'error', summary: 'Invalid use of ephemeral value',
    why: 'An ephemeral value is given to an argument that is kept in the state, and such a value is never kept.',
    fix: 'Give the argument another value, or make the variable that it comes from an ordinary one.',
  },
  lang_number_infinite: {
    severity: 'error', summary: 'Infinite number',
    why: 'A number that was divided by zero is infinite, and neither a state nor JSON can hold such.',
    fix: 'Leave out the division, or give another value where the divisor is zero.',
  },
  lang_block_unsupported: {
    severity: 'error', summary: 'Unsupported block type',
    why: 'The schema has no block of that type here.',
    fix: 'Remove it, or correct its name. An argument is written with an equals sign.',
  },
  lang_block_few: {
    severity: 'error', summary: 'Insufficient blocks',
    why: 'The schema wants more blocks of a type than there are.',
    fix: 'Add blocks.',
  },
  lang_block_many: {
    severity: 'error', summary: 'Too many blocks',
    why: 'The schema allows fewer blocks of a type than there are.',
    fix: 'Remove blocks.',
  },
  lang_block_missing: {
    severity: 'error', summary: 'Missing block',
    why: 'The schema wants a block that is not there.',
    fix: 'Add it.',
  },
  lang_block_twice: {
    severity: 'error', summary: 'Duplicate block',
    why: 'There are two blocks where the schema allows one.',
    fix: 'Remove one of them.',
  },
  lang_dynamic_for_each: {
    severity: 'error', summary: 'Invalid dynamic for_each value',
    why: 'The for_each of a dynamic block is null or no collection.',
    fix: 'Give a list, set, tuple, map or object.',
  },
  lang_property_extraneous: {
    severity: 'error', summary: 'Extraneous JSON object property',
    why: 'The schema has no argument or block of that name here.',
    fix: 'Remove it, or correct the name. A comment has the name "//".',
  },
  lang_block_label: {
    severity: 'error', summary: 'Wrong number of labels',
    why: 'A block has more or fewer labels than its type has.',
    fix: 'Write the labels that the type has.',
  },
  lang_dynamic_iterator: {
    severity: 'error', summary: 'Invalid dynamic iterator name',
    why: 'The iterator of a dynamic block is no plain name.',
    fix: 'Write one name, such as iterator = rule.',
  },
  lang_dynamic_labels: {
    severity: 'error', summary: 'Insufficient dynamic block labels',
    why: 'A dynamic block gives its blocks more or fewer labels than their type has.',
    fix: 'Write labels = [NAME].',
  },
  lang_dynamic_label: {
    severity: 'error', summary: 'Invalid dynamic block label',
    why: 'A label that a dynamic block makes is null, not known yet, sensitive or no string.',
    fix: 'Make labels of what is known when planning.',
  },
  lang_dynamic_content_missing: {
    severity: 'error', summary: 'Missing dynamic content block',
    why: 'A dynamic block has no block "content" in it.',
    fix: 'Write the body of the blocks that are made as content { ... }.',
  },
  lang_dynamic_content_twice: {
    severity: 'error', summary: 'Extraneous dynamic content block',
    why: 'A dynamic block has more than one block "content" in it.',
    fix: 'Leave one of them.',
  },
} as const satisfies CodeTable;
