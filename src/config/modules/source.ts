import { isAbsolute, join, normalize } from 'node:path';

/** What the source of a module says. */
export type ModuleSource =
  /** A folder; relative ones start from the folder of the caller. */
  | { readonly kind: 'local'; readonly path: string }
  /** Somewhere else; `what` is the end of "this is …". */
  | { readonly kind: 'remote'; readonly what: string }
  | { readonly kind: 'invalid'; readonly why: string };

/** Getters that can be forced by `name::`. */
const FORCED: ReadonlyMap<string, string> = new Map([
  ['git', 'a Git repository'], ['hg', 'a Mercurial repository'], ['s3', 'a file in S3'], ['gcs', 'a file in Google Cloud Storage'],
  ['http', 'a file of a web server'], ['https', 'a file of a web server'], ['file', 'a copy of a file'],
]);

/** Host names that Terraform knows the repositories of. */
const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/^github\.com\//, 'a GitHub repository'],
  [/^bitbucket\.org\//, 'a Bitbucket repository'],
  [/^gitlab\.com\//, 'a GitLab repository'],
  [/^[^/@\s]+@[^/:\s]+:/, 'a Git repository'],
  [/^[^/]*s3[-.][^/]*amazonaws\.com\//, 'a file in S3'],
  [/^www\.googleapis\.com\/storage\//, 'a file in Google Cloud Storage'],
];

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//;
const REGISTRY = /^(?:[\p{L}\d-]+(?:\.[\p{L}\d-]+)+(?::\d+)?\/)?[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?\/[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?\/[0-9a-z]{1,64}(?:\/\/.*)?$/u;

/** Tells local folders from all that would have to be fetched, by Terraform's rules: a relative path starts with ./ or ../. */
export function moduleSource(text: string): ModuleSource {
  if (text === '') return { kind: 'invalid', why: 'It is empty.' };
  if (text.includes('\u0000')) return { kind: 'invalid', why: 'It has a zero character.' };
  if (text === '.' || text === '..') return { kind: 'invalid', why: `A path is written with a slash: "${text}/".` };
  if (/^\.\.?[/\\]/.test(text)) return { kind: 'local', path: text.replaceAll('\\', '/') };
  if (isAbsolute(text)) return { kind: 'local', path: text };
  const forced = /^([A-Za-z0-9]+)::/.exec(text)?.[1];
  if (forced !== undefined) return { kind: 'remote', what: FORCED.get(forced) ?? `something that a getter "${forced}" would fetch` };
  const host = HOSTS.find(([pattern]) => pattern.test(text));
  if (host !== undefined) return { kind: 'remote', what: host[1] };
  const scheme = SCHEME.exec(text)?.[1];
  if (scheme !== undefined) return { kind: 'remote', what: FORCED.get(scheme) ?? `an address of ${scheme}` };
  if (REGISTRY.test(text)) return { kind: 'remote', what: 'a module of a registry' };
  return { kind: 'invalid', why: `It is neither a path that starts with ./ or ../ nor an address.${text.includes('/') || /^[\w-]+$/.test(text) ? ` Did you mean "./${text}"?` : ''}` };
}

/** The folder of a module, made of that of its caller; relative where the caller's is. */
export function moduleFolder(callerDir: string, path: string): string {
  const folder = isAbsolute(path) ? normalize(path) : join(callerDir, path);
  return folder.length > 1 && folder.endsWith('/') ? folder.slice(0, -1) : folder;
}
