import type { ReceivedRequest } from '../../http/api.ts';
import type { SupportingAnswer } from '../../http/supporting-service.ts';
import type { ObjectAddress, ObjectStore } from '../object-store.ts';

/** What an operation is carried out with. */
export interface OperationInput {
  readonly request: ReceivedRequest;
  /** The key is empty for an operation on a bucket. Every bucket exists. */
  readonly address: ObjectAddress;
  readonly store: ObjectStore;
  readonly region: string;
}

/** An operation. @throws `ApiError` */
export type Operation = (input: OperationInput) => SupportingAnswer;

/** The namespace of what S3 answers. */
export const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
