import type { ResourceBlock } from '../config';
import { diagnostic, didYouMean, type Diagnostic } from '../diagnostics';
import type { ResourceSchema } from '../schema';

/** A block of a type, or of a provider, that is not to be had. */
export function unknownType(block: ResourceBlock, source: string, types: ReadonlyMap<string, ResourceSchema> | undefined): Diagnostic {
  const place = { address: block.address, constructPath: block.constructPath, range: types === undefined ? block.locate() : block.locate([], undefined, 'label') };
  if (types === undefined) {
    return diagnostic('plan_provider_unknown', `This build has no provider ${source}, which "${block.type}" belongs to. `
      + 'It has holdfast/cloudbackup and the builtin terraform_data; manage other types with their own tool.', place);
  }
  const what = block.mode === 'managed' ? 'resource' : 'data source';
  return diagnostic(block.mode === 'managed' ? 'plan_type_unknown' : 'plan_data_type_unknown', `Provider ${source} has no ${what} type "${block.type}".${didYouMean(block.type, types.keys())} It has ${[...types.keys()].join(', ')}.`, place);
}
