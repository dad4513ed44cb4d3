import { describeDifferences, edges } from './differences';

describeDifferences('type', () => edges('type'));
