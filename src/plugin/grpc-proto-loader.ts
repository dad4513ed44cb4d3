import { Root, type INamespace, type NamespaceBase, Service, Type } from 'protobufjs/light';

/**
 * Stands for @grpc/proto-loader in the provider's bundle (scripts/bundle-provider.js): the part of it that is used, without the
 * parser and the descriptors of descriptors, which would be a sixth of the bundle and of its start. Each message is compiled when it is first used.
 * @public Taken by the bundle alone.
 */
export function fromJSON(json: INamespace, options: object): Readonly<Record<string, unknown>> {
  const root = Root.fromJSON(json).resolveAll();
  const found: Record<string, unknown> = {};
  const codec = (type: Type) => ({
    serialize: (value: object): Buffer => {
      const bytes = type.encode(type.fromObject(value)).finish();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    deserialize: (bytes: Buffer): object => type.toObject(type.decode(bytes), options),
  });
  const visit = (within: NamespaceBase): void => {
    for (const one of within.nestedArray) {
      const name = one.fullName.replace(/^\./, '');
      if (one instanceof Type) {
        found[name] = { format: 'Protocol Buffer 3 DescriptorProto', ...codec(one) };
        visit(one);
      } else if (one instanceof Service) {
        found[name] = Object.fromEntries(one.methodsArray.map((method) => {
          const [request, response] = [codec(one.lookupType(method.requestType)), codec(one.lookupType(method.responseType))];
          return [method.name, {
            path: `/${name}/${method.name}`, requestStream: method.requestStream === true, responseStream: method.responseStream === true,
            requestSerialize: request.serialize, requestDeserialize: request.deserialize,
            responseSerialize: response.serialize, responseDeserialize: response.deserialize,
          }];
        }));
      } else if ('nestedArray' in one) visit(one as NamespaceBase);
    }
  };
  visit(root);
  return found;
}
