import { describeDifferences, edges } from './differences';
import { fillFiles } from './place';

describeDifferences('file', () => edges('file'), fillFiles);
