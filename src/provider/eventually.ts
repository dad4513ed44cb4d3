/** An answer that is there already, or one that is to come. */
export type Eventually<T> = T | Promise<T>;

/**
 * Goes on with an answer: at once where it is there. Of very many objects nearly all are answered from one listing,
 * and a promise for each costs more than deciding them.
 */
export function goOn<T, R>(answer: Eventually<T>, go: (value: T) => Eventually<R>): Eventually<R> {
  return answer instanceof Promise ? answer.then(go) : go(answer);
}
