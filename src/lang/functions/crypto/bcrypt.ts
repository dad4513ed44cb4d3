import { encodeBase64, hashSync } from 'bcryptjs';
import { NUMBER, STRING, str, unknownNotNull } from '../../../values';
import { notWhole, numberOf, parameter, textOf, wholeNumber } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';

const DEFAULT_COST = 10;
const LEAST_COST = 4;
const MOST_COST = 31;
/** Each step doubles the work: beyond this a call would take longer than people wait, so it is refused instead. */
const BEARABLE_COST = 15;
const MOST_BYTES = 72;
const SALT_BYTES = 16;

export const bcrypt: FunctionSpec = {
  name: 'bcrypt',
  description: 'Gives a bcrypt hash of a string with a random salt, another one for each call. A plan does not know it yet.',
  parameters: [parameter('str', STRING, `What to hash: at most ${MOST_BYTES} bytes.`)],
  variadic: parameter('cost', NUMBER, `How much work it is, from ${LEAST_COST} to ${BEARABLE_COST}; ${DEFAULT_COST} by default.`),
  returns: STRING,
  call: (args, world) => {
    const salt = world.random(SALT_BYTES);
    if (salt === undefined) return unknownNotNull(STRING);
    if (args.length > 2) return new FunctionFault('No more than two arguments are taken: the string and the cost.');
    const decimal = args.length < 2 ? String(DEFAULT_COST) : numberOf(args, 1);
    const whole = wholeNumber(decimal);
    if (whole === undefined) return new FunctionFault(notWhole('the cost', decimal));
    if (whole > BigInt(MOST_COST)) return new FunctionFault(`The cost must not be above ${MOST_COST}.`);
    if (whole > BigInt(BEARABLE_COST)) return new FunctionFault(`A cost of ${whole} would take minutes or more. At most ${BEARABLE_COST} is taken here.`);
    const text = textOf(args, 0);
    const length = Buffer.byteLength(text);
    if (length > MOST_BYTES) return new FunctionFault(`The string has ${length} bytes, and bcrypt takes no more than ${MOST_BYTES}.`);
    // What is below the least cost means the default one, as in Terraform.
    const cost = whole < BigInt(LEAST_COST) ? DEFAULT_COST : Number(whole);
    return str(hashSync(text, `$2a$${String(cost).padStart(2, '0')}$${encodeBase64([...salt], SALT_BYTES)}`));
  },
};
