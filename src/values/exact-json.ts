/** A number that a JavaScript number does not hold exactly, as the text that stood in the file. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON whose numbers are lossless: a `number` where JavaScript holds the text exactly, else an `ExactNumber`. */
export type ExactJson = null | boolean | number | string | ExactNumber | readonly ExactJson[] | { readonly [key: string]: ExactJson };
