import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interop } from './interop';

interop('a local file', async (folder) => {
  const path = join(folder, 'terraform.tfstate');
  return { block: {}, held: async () => (existsSync(path) ? readFileSync(path) : undefined) };
});
