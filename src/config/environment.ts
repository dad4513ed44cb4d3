/** Variables of credentials by their beginnings: this cloud's, Terraform's own tokens, and the values of variables. */
const PREFIXES = ['YC_', 'TF_TOKEN_', 'TF_VAR_'];

/** Words that mark a name as one of a credential, wherever they stand between underscores. */
const WORDS = /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|JWT|PAT|APIKEY|AUTHTOKEN|ACCESSTOKEN)(?:_|\d*$)/;
const KEYS = /(?:ACCESS|API|PRIVATE|SECRET|ENCRYPTION|SIGNING|ACCOUNT|SSH|DEPLOY|MASTER)_?KEY/;

/** Credentials whose names have none of the words: cloud keys, backend passwords, addresses with a password in them. */
const NAMES = new Set([
  'CI_REPOSITORY_URL', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'DOCKER_AUTH_CONFIG', 'TF_CLI_CONFIG_FILE', 'TERRAFORM_CONFIG', 'TF_ENCRYPTION', 'HOLDFAST_PLAN_KEY',
  'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'CLOUDSDK_AUTH_ACCESS_TOKEN_FILE', 'GCLOUD_KEYFILE_JSON', 'GOOGLE_BACKEND_CREDENTIALS', 'ARM_CLIENT_CERTIFICATE', 'ARM_CLIENT_CERTIFICATE_PATH',
  'TF_HTTP_USERNAME', 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM', 'PG_CONN_STR', 'PGPASSWORD', 'PGPASSFILE', 'CONSUL_HTTP_AUTH', 'DATABASE_URL',
]);

/** Whether a variable's name says that it holds a credential, or a way to one. Case does not matter. */
export function isCredentialName(name: string): boolean {
  const upper = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return PREFIXES.some((prefix) => upper.startsWith(prefix)) || NAMES.has(upper) || WORDS.test(upper) || KEYS.test(upper);
}

/**
 * The environment that the configuration program may see: all but credentials, `allowed` names let through. That is no
 * sandbox: the program can read files as the user can. It keeps tokens out of programs that have no use for them.
 */
export function appEnvironment(env: Readonly<Record<string, string | undefined>>, allowed: readonly string[]): Record<string, string> {
  const through = new Set(allowed);
  const seen: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (through.has(name) || !isCredentialName(name))) seen[name] = value;
  }
  return seen;
}
