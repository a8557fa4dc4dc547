import { xmlBody } from '../../query/xml.ts';
import { namespace, type Operation } from './operation.ts';

/** Says how a bucket is encrypted: as every bucket is since 2023 for which nobody says otherwise. */
export const getBucketEncryption: Operation = () =>
  xmlBody('ServerSideEncryptionConfiguration', {
    '@xmlns': namespace,
    Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
  });
