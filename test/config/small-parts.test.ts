import { didYouMean } from '../../src/diagnostics';
import { appEnvironment, isCredentialName } from '../../src/config/environment';
import { versionMeets } from '../../src/config/terraform-version';
import { ConstraintProblem, parseTypeConstraint } from '../../src/config/type-constraint';
import { applyDefaults } from '../../src/config/type-defaults';
import { num, objectOf, nullOf, str, STRING, tupleOf, typeName, type Value } from '../../src/values';

/** Stands for the language: numbers and quoted texts. */
function literal(text: string): Value | ConstraintProblem {
  if (/^-?\d+$/.test(text)) return num(text);
  return text.startsWith('"') ? str(text.slice(1, -1)) : new ConstraintProblem('is not a literal');
}

function typeOf(text: string): string {
  const parsed = parseTypeConstraint(text, literal);
  return parsed instanceof ConstraintProblem ? `problem: ${parsed.what}` : typeName(parsed.type);
}

describe('a type constraint', () => {
  it.each(['string', 'number', 'bool', 'any', 'list(string)', 'set(number)', 'map(list(any))', 'tuple([string, number])', 'tuple([])', 'object({})',
    'object({ a = string, b = optional(number) })', 'object({\n  a = string\n  b = list(object({ c = bool }))\n})', 'object({"a"=string,})',
    ' list ( string ) ', 'object({ a = string # note\n b = number })'])('is understood: %s', (text) => {
    expect(typeOf(text)).not.toContain('problem');
  });

  it.each([
    ['string and more', 'string string', '"string" follows the type'],
    ['an unknown type', 'str', '"str" is not a type'],
    ['a collection without its element', 'list()', 'a type was expected where there is ")"'],
    ['an end before its time', 'map(string', '")" was expected where the text ends'],
    ['two attributes without a comma between', 'object({a=string b=string})', 'a comma, a new line or "}" was expected'],
    ['an attribute twice', 'object({a=string,a=number})', '"a" is written twice'],
    ['optional outside an object', 'list(optional(string))', 'optional() is for the attributes of an object only'],
    ['a default that is no literal', 'object({a=optional(string, upper)})', 'the default of "a" is not a literal'],
    ['signs that no type has', 'list<string>', 'a character that no type has'],
    ['nothing', '', 'a type was expected where the text ends'],
    ['types in types without end', 'list('.repeat(40) + 'string' + ')'.repeat(40), 'more than 32 levels'],
  ])('is refused: %s', (_what, text, message) => {
    expect(typeOf(text)).toContain(message);
  });

  it('fills defaults in, on every level, where a value is missing or null', () => {
    const parsed = parseTypeConstraint('list(object({ name = string, disk = optional(object({ size = optional(number, 8) }), "x"), tag = optional(string, "none") }))', literal);
    if (parsed instanceof ConstraintProblem || parsed.defaults === undefined) throw new Error('no defaults');
    const value = tupleOf([objectOf([['name', str('a')], ['tag', nullOf(STRING)], ['disk', objectOf([])]])]);
    expect(applyDefaults(value, parsed.defaults)).toEqual(
      tupleOf([objectOf([['name', str('a')], ['tag', str('none')], ['disk', objectOf([['size', num(8)]])]])]));
  });
});

describe('a version constraint', () => {
  it.each([
    ['1.11.4', '>= 1.5', true], ['1.11.4', '>= 1.5, < 2.0', true], ['1.11.4', '~> 1.11', true], ['1.11.4', '~> 1.11.0', true], ['1.12.0', '~> 1.11.0', false],
    ['2.0.0', '~> 1.11', false], ['1.11.4', '1.11.4', true], ['1.11.4', '= 1.11', false], ['1.11.4', '!= 1.11.4', false], ['1.11.4', '<= 1.11.3', false],
    ['1.12.0-rc1', '>= 1.11', false], ['1.12.0-rc1', '1.12.0-rc1', true], ['1.11.4', 'v1.11.4', true], ['1.9.0', '>= 1.10', false],
    ['1.11.4', 'latest', undefined], ['1.11.4', '>= 1.5 <2', undefined], ['1.11.4', '', undefined], ['1.11.4', '>= 1.5,', undefined],
  ])('%s against %s: %s', (version, constraints, met) => {
    expect(versionMeets(version, constraints)).toBe(met);
  });
});

describe('the environment of the configuration program', () => {
  it.each(['YC_TOKEN', 'YC_FOLDER_ID', 'TF_VAR_x', 'TF_TOKEN_app_example_com', 'GITHUB_TOKEN', 'GH_TOKEN', 'CI_JOB_TOKEN', 'CI_JOB_JWT_V2', 'CI_REPOSITORY_URL', 'GITLAB_PRIVATE_TOKEN',
    'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'SYSTEM_ACCESSTOKEN', 'AZURE_DEVOPS_EXT_PAT', 'BITBUCKET_STEP_OIDC_TOKEN', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN', 'GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_CREDENTIALS', 'ARM_CLIENT_SECRET', 'ARM_ACCESS_KEY', 'TF_HTTP_PASSWORD', 'PGPASSWORD', 'PG_CONN_STR',
    'CONSUL_HTTP_TOKEN', 'npm_config__authToken', 'NODE_AUTH_TOKEN', 'yc_token', 'MY_API_KEY', 'SSH_PRIVATE_KEY'])('lacks %s', (name) => {
    expect(isCredentialName(name)).toBe(true);
  });

  it.each(['PATH', 'HOME', 'LANG', 'NODE_OPTIONS', 'CI', 'GITHUB_ACTIONS', 'GITHUB_REF', 'GITHUB_WORKSPACE', 'CI_COMMIT_SHA', 'TF_WORKSPACE', 'TZ', 'PWD', 'TMPDIR', 'SystemRoot', 'KEYBOARD', 'PATTERN', 'SECRETARY'])('keeps %s', (name) => {
    expect(isCredentialName(name)).toBe(false);
  });

  it('lets one through when the person says so, and only that one', () => {
    expect(appEnvironment({ YC_TOKEN: 'a', YC_FOLDER_ID: 'b', PATH: '/bin', NOTHING: undefined }, ['YC_FOLDER_ID'])).toEqual({ YC_FOLDER_ID: 'b', PATH: '/bin' });
  });
});

describe('did you mean', () => {
  it.each([
    ['resorce', ['resource', 'data'], ' Did you mean "resource"?'],
    ['cloudbackup_directory.srb', ['cloudbackup_directory.srv', 'cloudbackup_resource.srv'], ' Did you mean "cloudbackup_directory.srv"?'],
    ['foo', ['bar', 'baz'], ''],
    ['x', [], ''],
  ])('%s', (word, names, text) => {
    expect(didYouMean(word, names)).toBe(text);
  });
});
