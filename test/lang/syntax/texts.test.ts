import { parseNative, parseTemplate } from '../../../src/lang';
import { fold } from './fold';
import recorded from './terraform-texts.json';

interface Row { readonly native?: string; readonly json?: string; readonly value: unknown }
const rows: readonly Row[] = recorded as readonly Row[];

describe('quoted texts and heredocs mean what Terraform 1.11.4 says', () => {
  it.each(rows.flatMap(({ native, value }) => (native === undefined ? [] : [[native, value] as const])))('%j', (text, value) => {
    const { body, problems } = parseNative(`v = ${text}${text.endsWith('\n') ? '' : '\n'}`);
    expect(problems).toEqual([]);
    const attribute = body.attributes.get('v');
    expect(attribute && fold(attribute.expr)).toEqual(value);
  });
});

describe('strings of JSON mean what Terraform 1.11.4 says', () => {
  it.each(rows.flatMap(({ json, value }) => (json === undefined ? [] : [[json, value] as const])))('%j', (text, value) => {
    const parsed = parseTemplate(text);
    expect(parsed.ok && fold(parsed.expr)).toEqual(value);
  });
});
