import { diagnostic, fail, ok, type Outcome } from '../../../diagnostics';
import type { HttpTls } from '../../http-call';
import { s3Keys, type S3Keys } from '../s3/bucket';
import type { S3Settings } from '../s3/client';
import { switchOf, textOf } from './read';
import type { BackendSchema, SettingValues } from './schema';
import { awsFile, s3Credentials, type Env } from './s3-credentials';

const NO_DYNAMO = 'the lock is an object in the bucket (use_lockfile = true), and no table of DynamoDB or YDB is used. Take the argument out, and set use_lockfile = true for Terraform too.';
const NO_ROLES = 'roles are not taken on by this release. Give temporary keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.';
const NO_PROXY = 'proxies are not used by this release. Take the argument out.';

export const S3_SCHEMA: BackendSchema = {
  access_key: { type: 'string', env: ['AWS_ACCESS_KEY_ID'], secret: true },
  acl: { type: 'string' },
  allowed_account_ids: { type: 'strings', refused: 'accounts are not looked up by this release. Take it out.' },
  assume_role: { type: 'object', refused: NO_ROLES },
  assume_role_with_web_identity: { type: 'object', refused: NO_ROLES },
  bucket: { type: 'string' },
  custom_ca_bundle: { type: 'string', env: ['AWS_CA_BUNDLE'] },
  dynamodb_endpoint: { type: 'string', refused: NO_DYNAMO },
  dynamodb_table: { type: 'string', refused: NO_DYNAMO },
  ec2_metadata_service_endpoint: { type: 'string' },
  ec2_metadata_service_endpoint_mode: { type: 'string' },
  encrypt: { type: 'bool' },
  endpoint: { type: 'string' },
  endpoints: { type: 'object', members: ['dynamodb', 'iam', 's3', 'sso', 'sts'] },
  forbidden_account_ids: { type: 'strings', refused: 'accounts are not looked up by this release. Take it out.' },
  force_path_style: { type: 'bool' },
  http_proxy: { type: 'string', refused: NO_PROXY },
  https_proxy: { type: 'string', refused: NO_PROXY },
  iam_endpoint: { type: 'string' },
  insecure: { type: 'bool' },
  key: { type: 'string' },
  kms_key_id: { type: 'string' },
  max_retries: { type: 'number', env: ['AWS_MAX_ATTEMPTS'] },
  no_proxy: { type: 'string' },
  profile: { type: 'string', env: ['AWS_PROFILE'] },
  region: { type: 'string', env: ['AWS_REGION', 'AWS_DEFAULT_REGION'] },
  retry_mode: { type: 'string' },
  secret_key: { type: 'string', env: ['AWS_SECRET_ACCESS_KEY'], secret: true },
  shared_config_files: { type: 'strings' },
  shared_credentials_file: { type: 'string' },
  shared_credentials_files: { type: 'strings' },
  skip_credentials_validation: { type: 'bool' },
  skip_metadata_api_check: { type: 'bool' },
  skip_region_validation: { type: 'bool' },
  skip_requesting_account_id: { type: 'bool' },
  skip_s3_checksum: { type: 'bool' },
  sse_customer_key: { type: 'string', env: ['AWS_SSE_CUSTOMER_KEY'], secret: true },
  sts_endpoint: { type: 'string' },
  sts_region: { type: 'string' },
  token: { type: 'string', env: ['AWS_SESSION_TOKEN'], secret: true },
  use_dualstack_endpoint: { type: 'bool' },
  use_fips_endpoint: { type: 'bool' },
  use_lockfile: { type: 'bool' },
  use_path_style: { type: 'bool' },
  workspace_key_prefix: { type: 'string' },
};

const RETRIES = 5;

export interface S3Place {
  readonly settings: S3Settings;
  readonly keys: S3Keys;
  /** What other workspaces than "default" lie below; may be empty. */
  readonly prefix: string;
  /** undefined: nothing is said of it. */
  readonly locking: boolean | undefined;
  readonly tls: HttpTls;
}

/** Where and how the s3 backend is reached, from its arguments, AWS_* variables and the files of AWS's own tools. */
export function s3Settings(values: SettingValues, env: Env, workspace: string): Outcome<S3Place> {
  const text = (name: string): string | undefined => textOf(S3_SCHEMA, values, env, name);
  const on = (name: string): boolean | undefined => switchOf(S3_SCHEMA, values, env, name);
  const wrong = (words: string): Outcome<never> => fail(diagnostic('backend_settings', words));
  const bucket = text('bucket');
  const key = text('key');
  if (bucket === undefined || key === undefined) return wrong(`Backend "s3" needs "${bucket === undefined ? 'bucket' : 'key'}". Write it into the block, or give it to init with -backend-config.`);
  if (key.startsWith('/') || key.endsWith('/')) return wrong('"key" of backend "s3" must neither begin nor end with a slash.');
  const { workspace_key_prefix: given } = values;
  const prefix = typeof given === 'string' ? given : 'env:';
  if (prefix.startsWith('/') || prefix.endsWith('/')) return wrong('"workspace_key_prefix" of backend "s3" must neither begin nor end with a slash.');
  const credentials = s3Credentials(values, env, text);
  if (!credentials.ok) return credentials;
  const region = text('region') ?? credentials.value.region;
  if (region === undefined) return wrong('Backend "s3" needs "region": write it into the block, or set AWS_REGION. For the object storage of Yandex Cloud it is ru-central1.');
  const endpoint = endpointOf(values, env, text, region, { dual: on('use_dualstack_endpoint') === true, fips: on('use_fips_endpoint') === true });
  if (endpoint === undefined) return wrong('The endpoint of backend "s3" must be an address: https:// and a host.');
  const customer = text('sse_customer_key');
  const keyHeaders = customer === undefined ? {} : customerKey(customer);
  if (keyHeaders === undefined) return wrong('"sse_customer_key" of backend "s3" must be 32 bytes in base64.');
  const retries = text('max_retries');
  const ca = text('custom_ca_bundle');
  const authority = ca === undefined ? undefined : awsFile(ca, env);
  if (ca !== undefined && authority === undefined) return wrong(`custom_ca_bundle of backend "s3" names ${ca}, which cannot be read.`);
  return ok({
    settings: {
      bucket, region, endpoint, credentials: credentials.value, pathStyle: on('use_path_style') ?? on('force_path_style') ?? false,
      maxRetries: retries !== undefined && /^\d{1,3}$/.test(retries) ? Number(retries) : RETRIES,
      keyHeaders, putHeaders: putHeaders(text, on('encrypt') === true),
    },
    keys: s3Keys(key, prefix, workspace), prefix, locking: on('use_lockfile'),
    tls: { ca: authority, insecure: on('insecure') },
  });
}

function endpointOf(values: SettingValues, env: Env, text: (name: string) => string | undefined, region: string, how: { readonly dual: boolean; readonly fips: boolean }): URL | undefined {
  const { endpoints } = values;
  const given = typeof endpoints === 'object' && endpoints !== null && !Array.isArray(endpoints) ? (endpoints as { readonly [name: string]: unknown })['s3'] : undefined;
  const own = `https://s3${how.fips ? '-fips' : ''}${how.dual ? '.dualstack' : ''}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const first = [given, text('endpoint'), env['AWS_ENDPOINT_URL_S3'], env['AWS_S3_ENDPOINT'], env['AWS_ENDPOINT_URL'], own].find((one): one is string => typeof one === 'string' && one !== '') ?? own;
  const spelled = first.includes('://') ? first : `https://${first}`;
  return URL.canParse(spelled) && /^https?:/.test(spelled) ? new URL(spelled) : undefined;
}

function putHeaders(text: (name: string) => string | undefined, encrypt: boolean): Readonly<Record<string, string>> {
  const kms = text('kms_key_id');
  const acl = text('acl');
  return {
    ...(acl === undefined ? {} : { 'X-Amz-Acl': acl }),
    ...(encrypt && text('sse_customer_key') === undefined
      ? { 'X-Amz-Server-Side-Encryption': kms === undefined ? 'AES256' : 'aws:kms', ...(kms === undefined ? {} : { 'X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id': kms }) } : {}),
  };
}

function customerKey(base64: string): Readonly<Record<string, string>> | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) return undefined;
  const { createHash } = require('node:crypto') as typeof import('node:crypto');
  return {
    'X-Amz-Server-Side-Encryption-Customer-Algorithm': 'AES256', 'X-Amz-Server-Side-Encryption-Customer-Key': base64,
    'X-Amz-Server-Side-Encryption-Customer-Key-Md5': createHash('md5').update(bytes).digest('base64'),
  };
}
