import { didYouMean } from '../../src/diagnostics';
import { appEnvironment, isCredentialName } from '../../src/config/environment';
import { versionMeets } from '../../src/config/terraform-version';

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
