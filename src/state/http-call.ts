/** HTTP as a port: one request, one answer, no retry, no redirect. */
export type HttpCall = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** TLS beyond the machine's defaults: PEM texts. */
export interface HttpTls {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Does not verify the server. */
  readonly insecure?: boolean | undefined;
}

/** No whole answer came. Whether the server has done what it was asked cannot be told. */
export class HttpFailure extends Error {
  /** The operating system's or TLS's word, such as ECONNREFUSED. */
  readonly code: string | undefined;
  constructor(message: string, code: string | undefined, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HttpFailure';
    this.code = code;
  }
}
