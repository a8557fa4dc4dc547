import type { Operation } from './operation.ts';

/** Says that a bucket exists, and where. */
export const headBucket: Operation = ({ region }) => ({
  type: 'application/xml',
  body: '',
  headers: { 'x-amz-bucket-region': region },
});
