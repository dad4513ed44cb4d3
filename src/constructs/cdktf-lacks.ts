/** What cdktn has and cdktf lacks, with cdktn's names: the bindings of cdktf are made on it where the two differ. For cdktf only. */
import { call, ref, TerraformDataSource, Token, type IResolvable, type Postcondition, type Precondition, type TerraformMetaArguments, type TerraformProviderGeneratorMetadata } from 'cdktf';
import type { Construct } from 'constructs';

/** A call of a function that a provider has: `provider::NAME::FUNCTION(…)`. */
export const TerraformProviderFunction = {
  /** `local`: the provider's name in `required_providers`. */
  invoke: (local: string, name: string, args: readonly unknown[]): IResolvable => call(`provider::${local}::${name}`, [...args]),
};

export interface TerraformEphemeralMetaArguments extends Pick<TerraformMetaArguments, 'dependsOn' | 'count' | 'provider' | 'forEach'> {
  /** Such a value is in no state: there is nothing else to say of its life. */
  readonly lifecycle?: { readonly precondition?: Precondition[]; readonly postcondition?: Postcondition[] };
}

export interface TerraformEphemeralResourceConfig extends TerraformEphemeralMetaArguments {
  readonly terraformResourceType: string;
  readonly terraformGeneratorMetadata?: TerraformProviderGeneratorMetadata;
}

/** A value that is made when it is wanted and kept nowhere: written as a data source is, in a block `ephemeral`. */
export class TerraformEphemeralResource extends TerraformDataSource {
  constructor(scope: Construct, id: string, config: TerraformEphemeralResourceConfig) {
    super(scope, id, config);
  }

  override get fqn(): string {
    return Token.asString(ref(`ephemeral.${this.terraformResourceType}.${this.friendlyUniqueId}`, this.cdktfStack));
  }

  override interpolationForAttribute(attribute: string): IResolvable {
    return ref(`ephemeral.${this.terraformResourceType}.${this.friendlyUniqueId}${this.forEach === undefined ? '' : '.*'}.${attribute}`, this.cdktfStack);
  }

  override toTerraform(): { readonly ephemeral: unknown } {
    return { ephemeral: (super.toTerraform() as { readonly data: unknown }).data };
  }

  override toHclTerraform(): { readonly ephemeral: unknown } {
    return { ephemeral: (super.toHclTerraform() as { readonly data: unknown }).data };
  }
}
