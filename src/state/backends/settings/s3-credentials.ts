import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { diagnostic, fail, ok, type Outcome } from '../../../diagnostics';
import type { S3Credentials } from '../s3/client';
import type { SettingValues } from './schema';

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Keys for S3: from the block or the environment, else from the profile in the files of AWS's own tools, with the region
 * that stands there. @param text an argument, or the variable that stands in for it.
 */
export function s3Credentials(values: SettingValues, env: Env, text: (name: string) => string | undefined): Outcome<S3Credentials & { readonly region: string | undefined }> {
  const [id, secret] = [text('access_key'), text('secret_key')];
  if ((id === undefined) !== (secret === undefined)) {
    return fail(diagnostic('backend_settings', `Backend "s3" has ${id === undefined ? 'a secret key and no access key' : 'an access key and no secret key'}. Give both: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`));
  }
  if (id !== undefined && secret !== undefined && typeof values['profile'] !== 'string') return ok({ accessKeyId: id, secretAccessKey: secret, sessionToken: text('token'), region: undefined });
  return fromProfile(values, env, text('profile') ?? 'default');
}

function fromProfile(values: SettingValues, env: Env, profile: string): Outcome<S3Credentials & { readonly region: string | undefined }> {
  const folder = join(env['HOME'] ?? homedir(), '.aws');
  const single = values['shared_credentials_file'];
  const credentialFiles = texts(values['shared_credentials_files']) ?? (typeof single === 'string' ? [single] : [env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(folder, 'credentials')]);
  const configFiles = texts(values['shared_config_files']) ?? [env['AWS_CONFIG_FILE'] ?? join(folder, 'config')];
  const found = new Map<string, string>();
  for (const path of configFiles) for (const [name, value] of sectionOf(path, env, profile === 'default' ? ['default', 'profile default'] : [`profile ${profile}`])) found.set(name, value);
  for (const path of credentialFiles) for (const [name, value] of sectionOf(path, env, [profile])) found.set(name, value);
  const [id, secret] = [found.get('aws_access_key_id'), found.get('aws_secret_access_key')];
  if (id !== undefined && secret !== undefined) return ok({ accessKeyId: id, secretAccessKey: secret, sessionToken: found.get('aws_session_token'), region: found.get('region') });
  const other = ['role_arn', 'sso_session', 'sso_start_url', 'credential_process', 'web_identity_token_file'].find((name) => found.has(name));
  return fail(diagnostic('backend_settings', other === undefined
    ? `No keys for backend "s3": AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, and profile "${profile}" has none in ${credentialFiles.join(', ')}.`
    : `Profile "${profile}" gets its keys by ${other}, which this release does not do. Give temporary keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN (aws configure export-credentials prints them).`));
}

const texts = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined);

/** What stands below one of these headings of a file in INI form; nothing where there is no file. */
function sectionOf(path: string, env: Env, headings: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let inside = false;
  for (const line of (awsFile(path, env) ?? '').split(/\r?\n/)) {
    const heading = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (heading !== undefined) inside = headings.includes(heading.replace(/\s+/g, ' '));
    const pair = /^([A-Za-z_]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (inside && pair !== null) found.set((pair[1] ?? '').toLowerCase(), pair[2] ?? '');
  }
  return found;
}

/** A file, `~` meaning the user's folder; undefined where it cannot be read. */
export function awsFile(path: string, env: Env): string | undefined {
  try {
    return readFileSync(path.replace(/^~(?=\/)/, env['HOME'] ?? homedir()), 'utf8');
  } catch {
    return undefined;
  }
}
