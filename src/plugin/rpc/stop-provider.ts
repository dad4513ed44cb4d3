import type { Handler } from './handler';

/** No new call is begun, and what is under way has a little time to end; what does not is on record for the next apply. */
export const stopProvider: Handler<'StopProvider'> = (door) => {
  door.stop();
  return { error: '' };
};
