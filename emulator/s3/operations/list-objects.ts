import { xmlBody } from '../../query/xml.ts';
import { namespace, type Operation } from './operation.ts';

/** Lists the objects of a bucket whose keys begin with a prefix, up to a thousand. */
export const listObjects: Operation = ({ request: { query }, address: { bucket }, store }) => {
  const prefix = query['prefix'] ?? '';
  const asked = Number(query['max-keys'] ?? 1000);
  const found = store.list(bucket, prefix);
  const shown = found.slice(0, asked >= 0 ? Math.min(asked, 1000) : 1000);
  return xmlBody('ListBucketResult', {
    '@xmlns': namespace,
    Name: bucket,
    Prefix: prefix,
    KeyCount: shown.length,
    MaxKeys: shown.length,
    IsTruncated: shown.length < found.length,
    Contents: shown.map(([key, { body, entityTag, putAtMilliseconds }]) => ({
      Key: key,
      LastModified: new Date(putAtMilliseconds).toISOString(),
      ETag: entityTag,
      Size: body.length,
      StorageClass: 'STANDARD',
    })),
  });
};
