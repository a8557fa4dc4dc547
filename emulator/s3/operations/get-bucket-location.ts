import { xmlBody } from '../../query/xml.ts';
import { namespace, type Operation } from './operation.ts';

/** Says where a bucket is: nothing means us-east-1. */
export const getBucketLocation: Operation = ({ region }) =>
  xmlBody('LocationConstraint', { '@xmlns': namespace, '#text': region === 'us-east-1' ? '' : region });
