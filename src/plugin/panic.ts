/**
 * The end of a process in the form that Terraform looks for: it then says which plugin crashed, and shows what follows instead of
 * "did not respond".
 */
export function panicText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack ?? message : message;
  return `panic: ${message.split('\n')[0] ?? ''}\n\ngoroutine 1 [running]:\n${stack}\n`;
}
