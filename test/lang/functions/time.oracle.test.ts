import { describeDifferences, edges } from './differences';

describeDifferences('time', () => edges('time'));
