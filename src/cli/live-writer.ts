import type { Sink } from './io';

const UP_AND_CLEAR = (lines: number): string => (lines === 0 ? '' : `\u001b[${lines}A\r\u001b[0J`);

/** A log with a block below it that is redrawn in place. Only for terminals. */
export class LiveWriter {
  private drawn = 0;
  private readonly sink: Sink;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** Adds lines to the log above the block. The block is gone until it is drawn again. */
  log(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.sink.write(`${UP_AND_CLEAR(this.drawn)}${lines.join('\n')}\n`);
    this.drawn = 0;
  }

  draw(block: readonly string[]): void {
    this.sink.write(`${UP_AND_CLEAR(this.drawn)}${block.join('\n')}\n`);
    this.drawn = block.length;
  }

  /** Takes the block away for good. */
  clear(): void {
    if (this.drawn > 0) this.sink.write(UP_AND_CLEAR(this.drawn));
    this.drawn = 0;
  }
}
