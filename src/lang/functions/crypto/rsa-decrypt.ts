import { constants, privateDecrypt, type KeyObject } from 'node:crypto';
import { STRING, str } from '../../../values';
import { parameter, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { parsePrivateKey } from './private-key';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Line breaks may stand anywhere in it; anything else that is not Base64 may not. */
function fromBase64(text: string): Buffer | undefined {
  const joined = text.replace(/[\r\n]/g, '');
  return joined.length % 4 === 0 && BASE64.test(joined) ? Buffer.from(joined, 'base64') : undefined;
}

/** What stands between the padding of PKCS #1 v1.5 and the end; undefined where the padding is wrong. */
function unpadded(block: Buffer): Buffer | undefined {
  const end = block.indexOf(0, 2);
  return block[0] === 0 && block[1] === 2 && end >= 10 ? block.subarray(end + 1) : undefined;
}

function decrypt(key: KeyObject, bytes: Buffer): Buffer | undefined {
  try {
    // Node refuses this padding for fear of who could measure the time it takes; nobody does that to one's own command.
    return unpadded(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes));
  } catch {
    return undefined;
  }
}

export const rsadecrypt: FunctionSpec = {
  name: 'rsadecrypt',
  description: 'Decrypts what was encrypted with a public key of RSA and the padding of PKCS #1 v1.5.',
  parameters: [
    parameter('ciphertext', STRING, 'What was encrypted, in Base64.'),
    parameter('privatekey', STRING, 'The private key as PEM, without a passphrase.'),
  ],
  returns: STRING,
  call: (args) => {
    const bytes = fromBase64(textOf(args, 0));
    if (bytes === undefined) return new FunctionFault('The encrypted text must be Base64.', 0);
    const key = parsePrivateKey(textOf(args, 1));
    if (typeof key === 'string') return new FunctionFault(`The private key cannot be used. ${key}`, 1);
    const plain = decrypt(key, bytes);
    return plain === undefined ? new FunctionFault('The text cannot be decrypted with this key: it was encrypted with another one, or with another padding.') : str(plain.toString('utf8'));
  },
};
