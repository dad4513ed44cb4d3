import { completions } from '../../src/cli/complete';
import { COMMANDS } from '../../src/cli/commands';
import { environmentWords } from '../../src/cli/environment-words';
import { fakeLibrary, shown } from './fake';

describe('what may follow on a line', () => {
  it.each([
    ['a verb', 'holdfast sta', ['state']],
    ['the second word', 'holdfast state m', ['mv']],
    ['a flag', 'holdfast plan -detailed', ['-detailed-exitcode']],
    ['a flag with a value', 'holdfast plan --out', ['--out=']],
    ['a flag of two words', 'holdfast state mv -dry', ['-dry-run']],
    ['behind a folder', 'holdfast -chdir=x wor', ['workspace']],
    ['shells', 'holdfast completion z', ['zsh']],
    ['nothing for a verb that is not there', 'holdfast nope -x', []],
  ])('%s', (_sentence, line, words) => expect(completions(line, COMMANDS)).toEqual(words));

  it('is told to the shell up to the cursor', async () => {
    expect(await shown('', fakeLibrary(), { env: { COMP_LINE: 'holdfast untai -x', COMP_POINT: '14' } })).toMatchObject({ code: 0, out: 'untaint\n' });
  });
});

describe('words of the environment', () => {
  it.each([
    ['split as a shell does', 'plan', { TF_CLI_ARGS_plan: '-var \'a=b c\' "-var=d=e\\" f"  g\\ h' }, ['-var', 'a=b c', '-var=d=e" f', 'g h']],
    ['for all commands first', 'plan', { TF_CLI_ARGS: '-a', TF_CLI_ARGS_plan: '-b' }, ['-a', '-b']],
    ['of two words', 'state list', { TF_CLI_ARGS_state_list: '-id=1' }, ['-id=1']],
    ['an empty one', 'plan', { TF_CLI_ARGS: '\'\'' }, ['']],
    ['an open quote', 'plan', { TF_CLI_ARGS: '"a' }, undefined],
  ])('%s', (_sentence, command, env, words) => expect(environmentWords(command, env)).toEqual(words));

  it('give way to what is typed', async () => {
    const library = fakeLibrary();
    expect((await shown('plan -out=typed', library, { env: { TF_CLI_ARGS_plan: '-out=env -detailed-exitcode' } })).code).toBe(2);
    expect(library.asked).toEqual(['plan normal one out=typed']);
    expect((await shown('plan', library, { env: { TF_CLI_ARGS: '"' } })).code).toBe(1);
    expect((await shown('plan -out=a -out=b', library)).err).toContain('-out was given more than once');
  });
});
