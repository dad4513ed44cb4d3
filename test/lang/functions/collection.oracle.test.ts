import { describeDifferences, edges } from './differences';

describeDifferences('collection', () => edges('collection'));
