/** A queue that gives the least first; both operations in O(log n). */
export interface Heap<T> {
  size(): number;
  push(item: T): void;
  pop(): T | undefined;
}

export function makeHeap<T>(less: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];
  const isLess = (i: number, j: number): boolean => {
    const a = items[i];
    const b = items[j];
    return a !== undefined && b !== undefined && less(a, b);
  };
  const swap = (i: number, j: number): void => {
    const a = items[i];
    const b = items[j];
    if (a === undefined || b === undefined) return;
    items[i] = b;
    items[j] = a;
  };
  const sink = (from: number): void => {
    for (let i = from; ;) {
      const left = 2 * i + 1;
      let least = i;
      if (isLess(left, least)) least = left;
      if (isLess(left + 1, least)) least = left + 1;
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  };
  return {
    size: () => items.length,
    push(item) {
      items.push(item);
      for (let i = items.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (!isLess(i, parent)) return;
        swap(i, parent);
        i = parent;
      }
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (items.length > 0 && last !== undefined) {
        items[0] = last;
        sink(0);
      }
      return top;
    },
  };
}
