import * as cdktf from 'cdktf';
import * as cdktn from 'cdktn';
import * as forCdktf from 'holdfast/cdktf';
import * as forCdktn from 'holdfast/cdktn';

interface Library {
  readonly name: string;
  readonly library: typeof cdktf;
  readonly bindings: typeof forCdktf;
}

/** Both libraries with our bindings for them. One set of tests is written for both, so the fork's types are taken for the first's. */
export const libraries: readonly Library[] = [
  { name: 'cdktf', library: cdktf, bindings: forCdktf },
  { name: 'cdktn', library: cdktn as unknown as typeof cdktf, bindings: forCdktn as unknown as typeof forCdktf },
];
