// generated from provider function schema

import * as cdktn from 'cdktn';

/**
* Provider-defined functions of the cloudbackup provider.
*/
export class CloudbackupProviderFunctions {
  private readonly providerLocalName: string;

  /**
  * @param providerLocalName The local name of the provider in required_providers; defaults to the registry short name. Override when the provider is declared under a different local name — aliases do not change the namespace, local names do.
  */
  constructor(providerLocalName: string) {
    this.providerLocalName = providerLocalName;
  }

  /**
  * The id of a directory, equal for all spellings of its path that differ in separators: what `cloudbackup_directory` has as its id, and what imports it.
  * @param {string} folderId - Folder of the instance.
  * @param {string} computeInstanceId - Id of the instance.
  * @param {string} path - Absolute path of the directory.
  * @returns {string}
  */
  public directoryId(folderId: string, computeInstanceId: string, path: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "directory_id", [folderId, computeInstanceId, path]));
  }

  /**
  * An absolute path without a trailing separator; on Windows with backslashes and an upper-case drive letter.
  * @param {string} path - Absolute path, such as "/srv/restore" or "D:/Restore".
  * @returns {string}
  */
  public normalizePath(path: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "normalize_path", [path]));
  }

  /**
  * Takes an id of this provider ("folder/instance", "folder/instance/resource_id" or "folder/instance:path") apart: folder_id, compute_instance_id, resource_id and path. What the id does not have is null.
  * @param {string} id - An id, as attributes and imports have it.
  * @returns {object}
  */
  public parseId(id: string): cdktn.IResolvable {
    return cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "parse_id", [id]);
  }
}
