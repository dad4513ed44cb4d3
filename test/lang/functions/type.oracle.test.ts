import { describeDifferences, edges } from './differences';
import { any, made, map, sequence } from './made';

const NAMES = ['tobool', 'tolist', 'tomap', 'tonumber', 'toset', 'tostring', 'sensitive', 'nonsensitive', 'issensitive', 'ephemeralasnull', 'can', 'try'];

describeDifferences('type', (seed) => [
  ...edges('type'),
  ...made(seed, 150, (chance) => {
    const value = chance.pick([any, sequence, map])(chance, 3);
    return `${chance.pick(NAMES)}(${chance.often(15) ? `${chance.pick(NAMES)}(${value})` : value})`;
  }),
]);
