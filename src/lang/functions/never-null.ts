/** The functions whose result is never null, as Terraform promises it for results that are not known yet. Source of the list: measured. */
export const NEVER_NULL: ReadonlySet<string> = new Set([
  'abs', 'abspath', 'alltrue', 'anytrue', 'base64decode', 'base64encode', 'base64gzip', 'base64sha256', 'base64sha512', 'basename', 'bcrypt', 'ceil',
  'chomp', 'chunklist', 'cidrhost', 'cidrnetmask', 'cidrsubnet', 'cidrsubnets', 'coalesce', 'compact', 'concat', 'contains', 'dirname', 'distinct',
  'endswith', 'file', 'filebase64', 'filebase64sha256', 'filebase64sha512', 'fileexists', 'filemd5', 'filesha1', 'filesha256', 'filesha512', 'floor',
  'format', 'formatdate', 'formatlist', 'indent', 'index', 'join', 'jsonencode', 'keys', 'length', 'log', 'lower', 'matchkeys', 'max', 'md5', 'merge',
  'min', 'parseint', 'pathexpand', 'pow', 'range', 'regex', 'regexall', 'replace', 'reverse', 'rsadecrypt', 'setintersection', 'setproduct',
  'setsubtract', 'setunion', 'sha1', 'sha256', 'sha512', 'signum', 'slice', 'sort', 'split', 'startswith', 'strrev', 'substr', 'sum',
  'textdecodebase64', 'textencodebase64', 'timecmp', 'timestamp', 'title', 'transpose', 'trim', 'trimprefix', 'trimspace', 'trimsuffix', 'upper',
  'urlencode', 'uuid', 'uuidv5', 'values', 'zipmap',
]);
