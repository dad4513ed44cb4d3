import type { FunctionSpec } from '../types';
import { bcrypt } from './bcrypt';
import { digests } from './digest';
import { rsadecrypt } from './rsa-decrypt';
import { uuid, uuidv5 } from './uuid';

export { digest } from './digest';
export type { Algorithm } from './digest';

/** Functions of digests, hashes, ids and decryption. Chance comes in by the world. */
export const cryptoFunctions: readonly FunctionSpec[] = [...digests, bcrypt, rsadecrypt, uuid, uuidv5];
