/** Version of this package; a test holds it to package.json. */
export const TOOL_VERSION = '0.1.0';
/** Written into states as their writer, in Terraform's numbers, so that Terraform 1.11 and newer read them. */
export const STATE_WRITER_VERSION = '1.11.4';
