import { describeDifferences, edges } from './differences';

describeDifferences('network', () => edges('network'));
