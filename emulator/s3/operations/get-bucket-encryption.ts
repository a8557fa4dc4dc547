import { xmlBody } from '../../query/xml.ts';
import { namespace, type Operation } from './operation.ts';

/** Says how a bucket is encrypted: AES256, the default of every bucket since 2023. */
export const getBucketEncryption: Operation = () =>
  xmlBody('ServerSideEncryptionConfiguration', {
    '@xmlns': namespace,
    Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
  });
