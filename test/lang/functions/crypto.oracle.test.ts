import { describeDifferences, edges } from './differences';
import { made, text } from './made';
import { fillKeys } from './place';

const TEXTS = ['', 'a', 'é', 'e\u0301', '\u{1f600}', 'a\nb', '\u0000', 'x'.repeat(200)];
const SPACES = ['dns', 'url', 'oid', 'x500', 'DNS', '', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '{6ba7b810-9dad-11d1-80b4-00c04fd430c8}', '6ba7b8109dad11d180b400c04fd430c8', 'urn:uuid:00000000-0000-0000-0000-000000000000', 'urn:UUID:00000000-0000-0000-0000-00000000000g'];

describeDifferences('crypto', (seed) => [
  ...edges('crypto'),
  ...made(seed, 60, (chance) => {
    const value = text(`${chance.pick(TEXTS)}${chance.pick(TEXTS)}`);
    return chance.often(30) ? `uuidv5(${text(chance.pick(SPACES))}, ${value})` : `${chance.pick(['md5', 'sha1', 'sha256', 'sha512', 'base64sha256', 'base64sha512'])}(${value})`;
  }),
], fillKeys);
