import { describeDifferences, edges } from './differences';
import { fillKeys } from './place';

describeDifferences('crypto', () => edges('crypto'), fillKeys);
