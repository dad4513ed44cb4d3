// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface CloudbackupProviderConfig {
  /**
  * Address of the Cloud Backup service, instead of the one discovery gives.
  */
  readonly backupEndpoint?: string;
  /**
  * PEM file of trusted certificate authorities. Has no effect in a configuration: only a command-line flag or `HOLDFAST_CA_FILE` sets it.
  */
  readonly caFile?: string;
  /**
  * Default of `deletion_protection` for resources that do not set it. Default true.
  */
  readonly deletionProtection?: boolean | cdktn.IResolvable;
  /**
  * Address of the API's discovery service, as `host:port`. Environment: `YC_ENDPOINT`. Credentials travel only to the cloud's own hosts and to loopback, whatever is written here.
  */
  readonly endpoint?: string;
  /**
  * Folder of every resource and data source that names none. Environment: `YC_FOLDER_ID`.
  */
  readonly folderId?: string;
  /**
  * Address of the IAM token service, instead of the one discovery gives.
  */
  readonly iamEndpoint?: string;
  /**
  * Accept any server certificate. Has no effect in a configuration: only a command-line flag or `YC_INSECURE` turns it on.
  */
  readonly insecure?: boolean | cdktn.IResolvable;
  /**
  * Registrations that one apply may delete. Default 10. Environment: `HOLDFAST_MAX_DELETES`. A plan that deletes more can be looked at and is refused by apply.
  */
  readonly maxDeletes?: number;
  /**
  * Operations under way at the same time. Default 64.
  */
  readonly maxOperations?: number;
  /**
  * Operations under way at the same time on one instance. Default 8.
  */
  readonly maxOperationsPerInstance?: number;
  /**
  * Attempts of one read in all, 1 to 100. Default 5. Calls that change something are never blindly repeated.
  */
  readonly maxRetries?: number;
  /**
  * Time that a call which starts an operation may take to answer, as a duration. Default "30s".
  */
  readonly mutationDeadline?: string;
  /**
  * Address of the operation service, instead of the one discovery gives.
  */
  readonly operationEndpoint?: string;
  /**
  * Connect without TLS. Has no effect in a configuration: only a command-line flag or `YC_PLAINTEXT` turns it on.
  */
  readonly plaintext?: boolean | cdktn.IResolvable;
  /**
  * Time after the end of an operation during which a read may still show the old world. Default "4s".
  */
  readonly readLag?: string;
  /**
  * Calls a second at most. Not set: adaptive, starting at 20 and following what the service allows.
  */
  readonly requestsPerSecond?: number;
  /**
  * Authorized key of a service account: the path of its JSON file, or the JSON itself. Environment: `YC_SERVICE_ACCOUNT_KEY_FILE`. Conflicts with `token`. Without either, the metadata service of the machine is asked (its address: `YC_METADATA_ADDR`).
  */
  readonly serviceAccountKeyFile?: string;
  /**
  * Time after which a call that got no clear answer, and left no trace in the service, counts as not performed. Default "100s".
  */
  readonly settleTime?: string;
  /**
  * IAM token. Better kept in the environment: `YC_TOKEN`. Conflicts with `service_account_key_file`.
  */
  readonly token?: string;
  /**
  * Alias name
  */
  readonly alias?: string;
}

import { CloudbackupProviderFunctions } from '../provider-functions/index';
/**
* Represents a cloudbackup
*/
export class CloudbackupProvider extends cdktn.TerraformProvider {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "cloudbackup";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a CloudbackupProvider resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the CloudbackupProvider to import
  * @param importFromId The id of the existing CloudbackupProvider that should be imported. Refer to the import section in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the CloudbackupProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "cloudbackup", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new cloudbackup Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options CloudbackupProviderConfig = {}
  */
  public constructor(scope: Construct, id: string, config: CloudbackupProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'cloudbackup',
      terraformGeneratorMetadata: {
        providerName: 'cloudbackup',
        providerVersion: '0.1.0',
        providerVersionConstraint: '~> 0.1.0'
      },
      terraformProviderSource: 'holdfast/cloudbackup'
    });
    this._backupEndpoint = config.backupEndpoint;
    this._caFile = config.caFile;
    this._deletionProtection = config.deletionProtection;
    this._endpoint = config.endpoint;
    this._folderId = config.folderId;
    this._iamEndpoint = config.iamEndpoint;
    this._insecure = config.insecure;
    this._maxDeletes = config.maxDeletes;
    this._maxOperations = config.maxOperations;
    this._maxOperationsPerInstance = config.maxOperationsPerInstance;
    this._maxRetries = config.maxRetries;
    this._mutationDeadline = config.mutationDeadline;
    this._operationEndpoint = config.operationEndpoint;
    this._plaintext = config.plaintext;
    this._readLag = config.readLag;
    this._requestsPerSecond = config.requestsPerSecond;
    this._serviceAccountKeyFile = config.serviceAccountKeyFile;
    this._settleTime = config.settleTime;
    this._token = config.token;
    this._alias = config.alias;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // backup_endpoint - computed: false, optional: true, required: false
  private _backupEndpoint?: string; 
  public get backupEndpoint() {
    return this._backupEndpoint;
  }
  public set backupEndpoint(value: string | undefined) {
    this._backupEndpoint = value;
  }
  public resetBackupEndpoint() {
    this._backupEndpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get backupEndpointInput() {
    return this._backupEndpoint;
  }

  // ca_file - computed: false, optional: true, required: false
  private _caFile?: string; 
  public get caFile() {
    return this._caFile;
  }
  public set caFile(value: string | undefined) {
    this._caFile = value;
  }
  public resetCaFile() {
    this._caFile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get caFileInput() {
    return this._caFile;
  }

  // deletion_protection - computed: false, optional: true, required: false
  private _deletionProtection?: boolean | cdktn.IResolvable; 
  public get deletionProtection() {
    return this._deletionProtection;
  }
  public set deletionProtection(value: boolean | cdktn.IResolvable | undefined) {
    this._deletionProtection = value;
  }
  public resetDeletionProtection() {
    this._deletionProtection = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deletionProtectionInput() {
    return this._deletionProtection;
  }

  // endpoint - computed: false, optional: true, required: false
  private _endpoint?: string; 
  public get endpoint() {
    return this._endpoint;
  }
  public set endpoint(value: string | undefined) {
    this._endpoint = value;
  }
  public resetEndpoint() {
    this._endpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get endpointInput() {
    return this._endpoint;
  }

  // folder_id - computed: false, optional: true, required: false
  private _folderId?: string; 
  public get folderId() {
    return this._folderId;
  }
  public set folderId(value: string | undefined) {
    this._folderId = value;
  }
  public resetFolderId() {
    this._folderId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get folderIdInput() {
    return this._folderId;
  }

  // iam_endpoint - computed: false, optional: true, required: false
  private _iamEndpoint?: string; 
  public get iamEndpoint() {
    return this._iamEndpoint;
  }
  public set iamEndpoint(value: string | undefined) {
    this._iamEndpoint = value;
  }
  public resetIamEndpoint() {
    this._iamEndpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get iamEndpointInput() {
    return this._iamEndpoint;
  }

  // insecure - computed: false, optional: true, required: false
  private _insecure?: boolean | cdktn.IResolvable; 
  public get insecure() {
    return this._insecure;
  }
  public set insecure(value: boolean | cdktn.IResolvable | undefined) {
    this._insecure = value;
  }
  public resetInsecure() {
    this._insecure = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get insecureInput() {
    return this._insecure;
  }

  // max_deletes - computed: false, optional: true, required: false
  private _maxDeletes?: number; 
  public get maxDeletes() {
    return this._maxDeletes;
  }
  public set maxDeletes(value: number | undefined) {
    this._maxDeletes = value;
  }
  public resetMaxDeletes() {
    this._maxDeletes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxDeletesInput() {
    return this._maxDeletes;
  }

  // max_operations - computed: false, optional: true, required: false
  private _maxOperations?: number; 
  public get maxOperations() {
    return this._maxOperations;
  }
  public set maxOperations(value: number | undefined) {
    this._maxOperations = value;
  }
  public resetMaxOperations() {
    this._maxOperations = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxOperationsInput() {
    return this._maxOperations;
  }

  // max_operations_per_instance - computed: false, optional: true, required: false
  private _maxOperationsPerInstance?: number; 
  public get maxOperationsPerInstance() {
    return this._maxOperationsPerInstance;
  }
  public set maxOperationsPerInstance(value: number | undefined) {
    this._maxOperationsPerInstance = value;
  }
  public resetMaxOperationsPerInstance() {
    this._maxOperationsPerInstance = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxOperationsPerInstanceInput() {
    return this._maxOperationsPerInstance;
  }

  // max_retries - computed: false, optional: true, required: false
  private _maxRetries?: number; 
  public get maxRetries() {
    return this._maxRetries;
  }
  public set maxRetries(value: number | undefined) {
    this._maxRetries = value;
  }
  public resetMaxRetries() {
    this._maxRetries = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxRetriesInput() {
    return this._maxRetries;
  }

  // mutation_deadline - computed: false, optional: true, required: false
  private _mutationDeadline?: string; 
  public get mutationDeadline() {
    return this._mutationDeadline;
  }
  public set mutationDeadline(value: string | undefined) {
    this._mutationDeadline = value;
  }
  public resetMutationDeadline() {
    this._mutationDeadline = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get mutationDeadlineInput() {
    return this._mutationDeadline;
  }

  // operation_endpoint - computed: false, optional: true, required: false
  private _operationEndpoint?: string; 
  public get operationEndpoint() {
    return this._operationEndpoint;
  }
  public set operationEndpoint(value: string | undefined) {
    this._operationEndpoint = value;
  }
  public resetOperationEndpoint() {
    this._operationEndpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get operationEndpointInput() {
    return this._operationEndpoint;
  }

  // plaintext - computed: false, optional: true, required: false
  private _plaintext?: boolean | cdktn.IResolvable; 
  public get plaintext() {
    return this._plaintext;
  }
  public set plaintext(value: boolean | cdktn.IResolvable | undefined) {
    this._plaintext = value;
  }
  public resetPlaintext() {
    this._plaintext = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get plaintextInput() {
    return this._plaintext;
  }

  // read_lag - computed: false, optional: true, required: false
  private _readLag?: string; 
  public get readLag() {
    return this._readLag;
  }
  public set readLag(value: string | undefined) {
    this._readLag = value;
  }
  public resetReadLag() {
    this._readLag = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get readLagInput() {
    return this._readLag;
  }

  // requests_per_second - computed: false, optional: true, required: false
  private _requestsPerSecond?: number; 
  public get requestsPerSecond() {
    return this._requestsPerSecond;
  }
  public set requestsPerSecond(value: number | undefined) {
    this._requestsPerSecond = value;
  }
  public resetRequestsPerSecond() {
    this._requestsPerSecond = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requestsPerSecondInput() {
    return this._requestsPerSecond;
  }

  // service_account_key_file - computed: false, optional: true, required: false
  private _serviceAccountKeyFile?: string; 
  public get serviceAccountKeyFile() {
    return this._serviceAccountKeyFile;
  }
  public set serviceAccountKeyFile(value: string | undefined) {
    this._serviceAccountKeyFile = value;
  }
  public resetServiceAccountKeyFile() {
    this._serviceAccountKeyFile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get serviceAccountKeyFileInput() {
    return this._serviceAccountKeyFile;
  }

  // settle_time - computed: false, optional: true, required: false
  private _settleTime?: string; 
  public get settleTime() {
    return this._settleTime;
  }
  public set settleTime(value: string | undefined) {
    this._settleTime = value;
  }
  public resetSettleTime() {
    this._settleTime = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get settleTimeInput() {
    return this._settleTime;
  }

  // token - computed: false, optional: true, required: false
  private _token?: string; 
  public get token() {
    return this._token;
  }
  public set token(value: string | undefined) {
    this._token = value;
  }
  public resetToken() {
    this._token = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tokenInput() {
    return this._token;
  }

  // alias - computed: false, optional: true, required: false
  private _alias?: string; 
  public get alias() {
    return this._alias;
  }
  public set alias(value: string | undefined) {
    this._alias = value;
  }
  public resetAlias() {
    this._alias = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aliasInput() {
    return this._alias;
  }

  // ==========================
  // PROVIDER-DEFINED FUNCTIONS
  // ==========================
  private _functions?: CloudbackupProviderFunctions;

  /**
  * Provider-defined functions of the cloudbackup provider.
  */
  public get functions(): CloudbackupProviderFunctions {
    if (!this._functions) {
      this._functions = new CloudbackupProviderFunctions(this.terraformResourceType);
    }
    return this._functions;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      backup_endpoint: cdktn.stringToTerraform(this._backupEndpoint),
      ca_file: cdktn.stringToTerraform(this._caFile),
      deletion_protection: cdktn.booleanToTerraform(this._deletionProtection),
      endpoint: cdktn.stringToTerraform(this._endpoint),
      folder_id: cdktn.stringToTerraform(this._folderId),
      iam_endpoint: cdktn.stringToTerraform(this._iamEndpoint),
      insecure: cdktn.booleanToTerraform(this._insecure),
      max_deletes: cdktn.numberToTerraform(this._maxDeletes),
      max_operations: cdktn.numberToTerraform(this._maxOperations),
      max_operations_per_instance: cdktn.numberToTerraform(this._maxOperationsPerInstance),
      max_retries: cdktn.numberToTerraform(this._maxRetries),
      mutation_deadline: cdktn.stringToTerraform(this._mutationDeadline),
      operation_endpoint: cdktn.stringToTerraform(this._operationEndpoint),
      plaintext: cdktn.booleanToTerraform(this._plaintext),
      read_lag: cdktn.stringToTerraform(this._readLag),
      requests_per_second: cdktn.numberToTerraform(this._requestsPerSecond),
      service_account_key_file: cdktn.stringToTerraform(this._serviceAccountKeyFile),
      settle_time: cdktn.stringToTerraform(this._settleTime),
      token: cdktn.stringToTerraform(this._token),
      alias: cdktn.stringToTerraform(this._alias),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      backup_endpoint: {
        value: cdktn.stringToHclTerraform(this._backupEndpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      ca_file: {
        value: cdktn.stringToHclTerraform(this._caFile),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      deletion_protection: {
        value: cdktn.booleanToHclTerraform(this._deletionProtection),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      endpoint: {
        value: cdktn.stringToHclTerraform(this._endpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      folder_id: {
        value: cdktn.stringToHclTerraform(this._folderId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      iam_endpoint: {
        value: cdktn.stringToHclTerraform(this._iamEndpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      insecure: {
        value: cdktn.booleanToHclTerraform(this._insecure),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      max_deletes: {
        value: cdktn.numberToHclTerraform(this._maxDeletes),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      max_operations: {
        value: cdktn.numberToHclTerraform(this._maxOperations),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      max_operations_per_instance: {
        value: cdktn.numberToHclTerraform(this._maxOperationsPerInstance),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      max_retries: {
        value: cdktn.numberToHclTerraform(this._maxRetries),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      mutation_deadline: {
        value: cdktn.stringToHclTerraform(this._mutationDeadline),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      operation_endpoint: {
        value: cdktn.stringToHclTerraform(this._operationEndpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      plaintext: {
        value: cdktn.booleanToHclTerraform(this._plaintext),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      read_lag: {
        value: cdktn.stringToHclTerraform(this._readLag),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      requests_per_second: {
        value: cdktn.numberToHclTerraform(this._requestsPerSecond),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      service_account_key_file: {
        value: cdktn.stringToHclTerraform(this._serviceAccountKeyFile),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      settle_time: {
        value: cdktn.stringToHclTerraform(this._settleTime),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      token: {
        value: cdktn.stringToHclTerraform(this._token),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      alias: {
        value: cdktn.stringToHclTerraform(this._alias),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
