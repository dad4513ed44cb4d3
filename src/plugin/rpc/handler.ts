import type { Door } from '../door';
import type { MethodName, Request, Response } from '../wire';

/** Answers one method. It may reject: whoever serves it turns that into a diagnostic. */
export type Handler<M extends MethodName> = (door: Door, request: Request<M>) => Promise<Response<M>> | Response<M>;
