import { registry } from '../src/diagnostics';
import type { CodeEntry } from '../src/diagnostics/code-entry';
import { cloudbackupSchema } from '../src/provider/cloudbackup/schema';
import type { BlockSchema } from '../src/schema';
import { typeName } from '../src/values';

const generated = '<!-- Made by `npm run generate`; edit the source it names. -->';
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** docs/diagnostics.md: every problem that Holdfast can tell. */
export function diagnosticsPage(): string {
  const rows = Object.entries<CodeEntry>(registry).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, e]) => `| \`${code}\` | ${e.severity} | ${cell(e.summary)} | ${cell(e.why)} | ${cell(e.fix)} |`);
  return `# Diagnostics\n\n${generated}\n\nEach problem has a code that stays; it stands in \`-json\` output and here. From \`src/diagnostics/codes/\`.\n\n`
    + `| code | severity | summary | why | what to do |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** docs/reference/NAME.md: one page a type, and one for the provider's settings. */
export function referencePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  pages.set('provider.md', page('Provider cloudbackup', cloudbackupSchema.provider.block));
  for (const [type, schema] of cloudbackupSchema.resources) pages.set(`resource-${type}.md`, page(`Resource ${type}`, schema.block));
  for (const [type, schema] of cloudbackupSchema.dataSources) pages.set(`data-${type}.md`, page(`Data source ${type}`, schema.block));
  return pages;
}

function page(title: string, block: BlockSchema): string {
  return `# ${title}\n\n${generated}\n\n${block.description}\n\n${attributes(block)}${blocks(block)}`;
}

function attributes(block: BlockSchema): string {
  if (block.attributes.size === 0) return '';
  const rows = [...block.attributes].map(([name, a]) => {
    const use = a.required === true ? 'required' : a.optional === true ? (a.computed === true ? 'optional, computed' : 'optional') : 'computed';
    return `| \`${name}\` | ${typeName(a.type)} | ${use}${a.sensitive === true ? ', sensitive' : ''} | ${cell(a.description)} |`;
  });
  return `| attribute | type | use | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function blocks(block: BlockSchema): string {
  return [...block.blocks].map(([name, nested]) => `\n## Block \`${name}\` (${nested.nesting})\n\n${nested.block.description}\n\n${attributes(nested.block)}`).join('');
}
