import type { CodeTable } from '../code-entry';

/** What the config room tells of references, modules, overrides and values of variables. */
export const configModuleCodes = {
  config_override_resource: { severity: 'error', summary: 'Missing resource to override', why: 'An override file has a resource that no other file declares.', fix: 'Correct its address, or move the block to a file of another name.' },
  config_override_data: { severity: 'error', summary: 'Missing data resource to override', why: 'An override file has a data source that no other file declares.', fix: 'Correct its address, or move the block to a file of another name.' },
  config_override_variable: { severity: 'error', summary: 'Missing base variable declaration to override', why: 'An override file has a variable that no other file declares.', fix: 'Correct its name, or move the block to a file of another name.' },
  config_override_output: { severity: 'error', summary: 'Missing base output definition to override', why: 'An override file has an output that no other file declares.', fix: 'Correct its name, or move the block to a file of another name.' },
  config_override_local: { severity: 'error', summary: 'Missing base local value definition to override', why: 'An override file has a local value that no other file declares.', fix: 'Correct its name, or move it to a file of another name.' },
  config_override_module: { severity: 'error', summary: 'Missing module call to override', why: 'An override file has a module that no other file calls.', fix: 'Correct its name, or move the block to a file of another name.' },
  config_override_moved: { severity: 'error', summary: "Cannot override 'moved' blocks", why: 'Such blocks have no name by which one could override another.', fix: 'Move the block to a file of another name.' },
  config_override_import: { severity: 'error', summary: "Cannot override 'import' blocks", why: 'Such blocks have no name by which one could override another.', fix: 'Move the block to a file of another name.' },
  config_override_removed: { severity: 'error', summary: "Cannot override 'removed' blocks", why: 'Such blocks have no name by which one could override another.', fix: 'Move the block to a file of another name.' },
  config_override_check: { severity: 'error', summary: "Can't override check blocks", why: 'Checks are not for override files.', fix: 'Move the block to a file of another name.' },
  config_override_precondition: { severity: 'error', summary: "Can't override precondition blocks", why: 'Conditions are not for override files.', fix: 'Change the condition in the file that has the block.' },
  config_override_postcondition: { severity: 'error', summary: "Can't override postcondition blocks", why: 'Conditions are not for override files.', fix: 'Change the condition in the file that has the block.' },
  config_override_validation: { severity: 'error', summary: "Can't override validation blocks", why: 'Conditions are not for override files.', fix: 'Change the condition in the file that has the block.' },
  config_override_depends_on: { severity: 'error', summary: 'Unsupported override', why: 'An override file cannot say what a block depends on.', fix: 'Write depends_on in the file that has the block.' },

  config_reference_scoped: { severity: 'error', summary: 'Reference to scoped resource', why: 'A data source within a check block is known in that block only.', fix: 'Refer to it in the check, or declare the data source outside.' },
  config_reference_circular: { severity: 'error', summary: 'Self-referential block', why: 'A block cannot use the values that it makes itself.', fix: 'Use the value that the argument is made of.' },
  config_reference_own_local: { severity: 'error', summary: 'Self-referencing local value', why: 'A local value cannot be made of itself.', fix: 'Correct the name.' },
  config_condition_names: { severity: 'error', summary: 'Unknown variable', why: 'A condition or its message names a resource or a module that is not there, and no other name in them is looked up then.', fix: 'Correct the name that is told beside this.' },
  config_instance_key_missing: { severity: 'error', summary: 'Missing resource instance key', why: 'The resource has count or for_each: it is many objects, and a part can be taken of one of them only.', fix: 'Write which one: [0], ["key"], or [*] for all.' },
  config_instance_key_unexpected: { severity: 'error', summary: 'Unexpected resource instance key', why: 'The resource has neither count nor for_each: it is one object.', fix: 'Leave the key out.' },

  config_foreign_file: { severity: 'warning', summary: 'File of OpenTofu is not read', why: 'Files that end in .tofu are for OpenTofu alone. Terraform leaves them out, and so does this build.', fix: 'Put what must count into *.tf or *.tf.json files.' },

  config_module_source: { severity: 'error', summary: 'Invalid module source address', why: 'The source of a module does not say where it is.', fix: 'Write a path that starts with ./ or ../.' },
  config_module_version: { severity: 'error', summary: 'Invalid registry module source address', why: 'Only modules of a registry have versions.', fix: 'Remove the version.' },
  config_module_remote: { severity: 'error', summary: 'Remote module sources are not supported', why: 'Modules are read from folders of this machine; nothing is downloaded.', fix: 'Put a copy of the module beside the configuration, and give its path as source.' },
  config_module_folder: { severity: 'error', summary: 'Unreadable module directory', why: 'There is no folder at the path that a module has as source.', fix: 'Correct the path. It starts from the folder of the file that has the block.' },
  config_module_circle: { severity: 'error', summary: 'Module calls itself', why: 'A folder calls itself as a module, directly or by others, without an end.', fix: 'Remove one of the calls.' },
  config_module_depth: { severity: 'error', summary: 'Modules are nested too deep', why: 'Modules call modules more than 64 levels deep.', fix: 'Call the inner ones from further outside.' },
  config_module_legacy: { severity: 'error', summary: 'Module is incompatible with count, for_each, and depends_on', why: 'A module that configures providers itself can be called once only.', fix: 'Move its provider blocks to the caller, and pass them with "providers".' },
  config_module_import: { severity: 'error', summary: 'Invalid import configuration', why: 'Import blocks stand in the root module only.', fix: 'Move the block there, and write the whole address in "to".' },
  config_module_backend: { severity: 'warning', summary: 'Backend configuration ignored', why: 'Where the state is, only the root module says.', fix: 'Remove the block.' },

  config_variable_invalid: { severity: 'error', summary: 'Invalid value for input variable', why: 'The value that was given does not fit the type of the variable.', fix: 'Give a value of the declared type, or change the type.' },
  config_variable_null: { severity: 'error', summary: 'Required variable not set', why: 'A variable with nullable = false and without a default was given null.', fix: 'Give it another value.' },
  config_variables_unused: { severity: 'warning', summary: 'Values for undeclared variables', why: 'Files of variables give values to variables that the configuration does not declare.', fix: 'Declare the variables, or remove the values.' },
  config_variable_declared_here: { severity: 'error', summary: 'Variable declaration in .tfvars file', why: 'A file of variables gives values, and declares nothing.', fix: 'Move the block to a *.tf file.' },
  config_variables_file: { severity: 'error', summary: 'Failed to read variables file', why: 'There is no file at the path that -var-file has.', fix: 'Correct the path.' },

  config_provider_alias_required: { severity: 'error', summary: 'Missing required provider configuration', why: 'A module wants a configuration of a provider that its caller does not pass.', fix: 'Pass it with "providers" in the module block.' },
  config_provider_mismatch: { severity: 'error', summary: 'Provider type mismatch', why: 'A configuration of one provider is passed for another.', fix: 'Pass one of the provider that the module wants, or correct required_providers.' },
  config_provider_undefined: { severity: 'error', summary: 'Reference to undefined provider', why: 'A module is given a configuration of a provider that it does not want.', fix: 'Declare it in required_providers of the module, or do not pass it.' },
  config_provider_guessed: { severity: 'warning', summary: 'Reference to undefined provider', why: 'A name of a provider is used that required_providers does not have.', fix: 'Declare the provider in required_providers of that module.' },
  config_provider_overridden: { severity: 'error', summary: 'Cannot override provider configuration', why: 'A module configures a provider itself, and its caller passes a configuration of that provider.', fix: 'Remove one of the two.' },
  config_provider_redundant: { severity: 'warning', summary: 'Redundant empty provider block', why: 'In a module, an empty provider block only declared that the provider is used.', fix: 'Declare it in required_providers instead.' },
  config_provider_twice: { severity: 'warning', summary: 'Duplicate required provider', why: 'required_providers has one provider under two names.', fix: 'Keep one of the names.' },
  config_provider_absent: { severity: 'error', summary: 'Provider configuration not present', why: 'A block wants a configuration of a provider, by its alias, that the module does not have.', fix: 'Add a provider block with that alias, or correct the name.' },
} as const satisfies CodeTable;
