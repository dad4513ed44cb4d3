import { spawnSync } from 'node:child_process';
import { functionsMetadata } from '../../../src/lang';
import { describeWithProgram } from '../../support/programs';

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly type: unknown;
  readonly is_nullable?: boolean;
}
interface Signature {
  readonly description?: string;
  readonly return_type: unknown;
  readonly parameters?: readonly Parameter[];
  readonly variadic_parameter?: Parameter;
}
type Signatures = Readonly<Record<string, Signature>>;

const told = (): Signatures => (functionsMetadata() as unknown as { readonly function_signatures: Signatures }).function_signatures;

/** The same without descriptions: those are our own. */
function bare(signatures: Signatures): unknown {
  return JSON.parse(JSON.stringify(signatures, (key, value: unknown) => (key === 'description' ? undefined : value)));
}

describe('the list of functions', () => {
  it('has every function twice, once with core:: in front', () => {
    const names = Object.keys(told());
    expect(names.filter((name) => name.startsWith('core::'))).toHaveLength(118);
    expect(names.filter((name) => !name.startsWith('core::'))).toHaveLength(118);
  });

  it.each(['base64gunzip', 'cidrcontains', 'convert', 'urldecode'])('does not name %s, which works all the same', (name) => {
    expect(told()).not.toHaveProperty(name);
  });

  it('describes every function and every parameter in a sentence', () => {
    const silent = Object.entries(told()).flatMap(([name, { description, parameters = [], variadic_parameter }]) => [
      ...(/^[A-Z].{8,}\.$/s.test(description ?? '') ? [] : [name]),
      ...[...parameters, ...(variadic_parameter === undefined ? [] : [variadic_parameter])]
        .filter((parameter) => !/^[A-Z].{4,}\.$/s.test(parameter.description ?? '')).map((parameter) => `${name}(${parameter.name})`),
    ]);
    expect(silent).toEqual([]);
  });
});

describeWithProgram('terraform', 'the list of functions, against terraform metadata functions', () => {
  it('has the same names, parameters, types, nulls and variadics', () => {
    const ran = spawnSync('terraform', ['metadata', 'functions', '-json'], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const theirs = JSON.parse(ran.stdout) as { readonly function_signatures: Signatures };
    expect(bare(told())).toEqual(bare(theirs.function_signatures));
  });
});
