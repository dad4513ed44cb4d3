import { convert, BOOL, STRING, type Value } from '../values';
import type { Findings, RawAttribute } from './body';
import { isName } from './spot';

/** A true or false, also as the text that Terraform takes for one; `otherwise` when it is not written or wrong. */
export function readBool(attribute: RawAttribute | undefined, otherwise: boolean, findings: Findings): boolean {
  const value = attribute === undefined ? undefined : primitive(attribute, 'bool', findings);
  return value?.kind === 'bool' ? value.value : otherwise;
}

/** A text; undefined when it is not written or wrong. */
export function readText(attribute: RawAttribute | undefined, findings: Findings): string | undefined {
  const value = attribute === undefined ? undefined : primitive(attribute, 'string', findings);
  return value?.kind === 'string' ? value.value : undefined;
}

function primitive(attribute: RawAttribute, type: 'bool' | 'string', findings: Findings): Value | undefined {
  const value = attribute.literal(findings);
  const wanted = type === 'bool' ? 'true or false' : 'a text';
  if (value === undefined) {
    findings.tell('config_unsuitable', `"${attribute.name}" must be ${wanted} itself: it is needed before anything is evaluated.`, attribute.startRange());
    return undefined;
  }
  const converted = convert(value, type === 'bool' ? BOOL : STRING);
  if (converted.ok && converted.value.kind === type) return converted.value;
  findings.tell('config_unsuitable', `"${attribute.name}" must be ${wanted}${value.kind === 'null' ? ', and cannot be null' : ''}.`, attribute.startRange());
  return undefined;
}

/** Tells when a label is no name of the language. `summary` is Terraform's for that kind of name. */
export function checkName(label: { readonly text: string; range(): ReturnType<RawAttribute['range']> } | undefined, summary: string, findings: Findings): void {
  if (label === undefined || isName(label.text)) return;
  findings.tell('config_invalid_name', `"${label.text}" is not a name. Names start with a letter or underscore and go on with letters, digits, underscores and dashes.`, label.range(), summary);
}
