import type { CheckBlock, LocalEntry, Located, ModuleCall, OutputBlock, ProviderBlock, ResourceBlock, VariableBlock } from '../../config';
import type { StaticModule } from './modules';

/** One thing of the configuration that is visited once, for all its instances. `needs` are ids of nodes that come before it. */
export type StaticNode = {
  readonly id: string;
  readonly module: StaticModule;
  readonly needs: readonly string[];
} & (
  | { readonly kind: 'resource'; readonly block: ResourceBlock; /** Key of the provider configuration that it uses. */ readonly provider: string }
  | { readonly kind: 'provider'; readonly block: ProviderBlock; readonly key: string }
  | { readonly kind: 'variable'; readonly block: VariableBlock }
  /** What a variable's conditions say of its value. */
  | { readonly kind: 'validation'; readonly block: VariableBlock }
  | { readonly kind: 'local'; readonly block: LocalEntry }
  | { readonly kind: 'output'; readonly block: OutputBlock }
  /** How often a module is made; what is in the module comes after it. */
  | { readonly kind: 'expand'; readonly block: ModuleCall; readonly child: StaticModule }
  /** Everything in a module is done. */
  | { readonly kind: 'close'; readonly block: ModuleCall; readonly child: StaticModule }
  /** All resources of the configuration are decided: what check blocks read comes after that. */
  | { readonly kind: 'decided'; readonly block: { locate: Located['locate'] } }
  | { readonly kind: 'check'; readonly block: CheckBlock; readonly provider: string | undefined }
);

export type NodeOf<K extends StaticNode['kind']> = Extract<StaticNode, { kind: K }>;
