import type { Chance } from '../../oracle/support/chance';
import { describeDifferences, edges } from './differences';
import { made, text } from './made';
import { fillFiles } from './place';

const path = (chance: Chance): string => Array.from({ length: 1 + chance.int(5) }, () => chance.pick(['a', 'b.txt', '.', '..', '', 'é', 'x y', '~', '\\', 'g', 'sub'])).join('/');

/** Pieces of patterns; most of what comes out is right. None leads out of the folder: beside it Terraform keeps files of its own. */
const PIECES = ['*', '?', 'a', 'b', 'c', '.txt', '[ab]', '[^a]', '[a-c]', '{a,b}', '{ab,c}', 'sub', 'deep', '*.txt', '**', '\\', '-', '{a', '[', ']', '}', ',', '!', '^', 'é', '[\\^]', '{,a}', '{[ab],c}'];

function pattern(chance: Chance): string {
  const segments = Array.from({ length: 1 + chance.int(3) }, () => (chance.often(20) ? '**' : chance.often(30) ? chance.pick(['sub', '*', 'l*', 'deep', 'sub/..', '.hid']) : Array.from({ length: 1 + chance.int(4) }, () => chance.pick(PIECES)).join('')));
  return segments.join('/');
}

describeDifferences('file', (seed) => [
  ...edges('file'),
  ...made(seed, 200, (chance) => (chance.often(55)
    ? `fileset("g", ${text(pattern(chance))})`
    : `${chance.pick(['abspath', 'basename', 'dirname', 'pathexpand', 'fileexists', 'filemd5'])}(${text(path(chance))})`)),
], fillFiles);
