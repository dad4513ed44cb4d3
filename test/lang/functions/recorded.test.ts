import { answer } from './answers';
import { recorded } from './differences';

/** What Terraform answered is written down beside the expressions, so that it is wanted also where there is no Terraform. */
describe.each(['collection', 'crypto', 'network', 'time', 'type'])('functions of the family "%s"', (family) => {
  it.each(recorded(family))('%s: the value and type, or the error, that Terraform gave', (expression, wanted) => {
    expect(answer(expression)).toBe(wanted);
  });
});
