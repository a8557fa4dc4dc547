import type { AuthenticRequest, EncodedBody } from '../http/api.ts';
import { ApiError, refusalsBy } from '../http/api-error.ts';
import { nameIn } from '../http/host.ts';
import type { SupportingCall, SupportingService } from '../http/supporting-service.ts';
import { speakable, xmlBody } from '../query/xml.ts';
import { addressIn, type ObjectStore } from './object-store.ts';
import { getBucketEncryption } from './operations/get-bucket-encryption.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { listObjects } from './operations/list-objects.ts';
import type { Operation } from './operations/operation.ts';
import { putObject } from './operations/put-object.ts';

/** The operations, by the method, what it is about, and the parameter of the query that tells it from others. */
const operations: Readonly<Record<string, readonly [name: string, operation: Operation]>> = {
  'HEAD bucket': ['HeadBucket', headBucket],
  'GET bucket location': ['GetBucketLocation', getBucketLocation],
  'GET bucket encryption': ['GetBucketEncryption', getBucketEncryption],
  'GET bucket list-type': ['ListObjectsV2', listObjects],
  'PUT object': ['PutObject', putObject],
  'GET object': ['GetObject', getObject],
  'HEAD object': ['HeadObject', getObject],
};

/** Parameters of the query that make no other operation of a request. */
const plainParameters: readonly string[] = ['encoding-type', 'fetch-owner', 'max-keys', 'prefix', 'x-id'];

/** Amazon S3, as far as deploying tools use it: they put a template or a package, and find it again. */
export function s3Service(store: ObjectStore, region: string): SupportingService {
  return {
    kind: 'supporting',
    signingName: 's3',
    protocol: 'rest',
    takesUnsigned: () => false,
    read: (request) => readCall(request, store, region),
    encodeError,
    refusal,
  };
}

function readCall(request: AuthenticRequest, store: ObjectStore, region: string): SupportingCall {
  const { method, path, query, headers } = request;
  const address = addressIn({ hostname: nameIn(headers.host ?? ''), pathname: path }) ?? { bucket: '', key: '' };
  const about = address.key === '' ? 'bucket' : 'object';
  const parameters = Object.keys(query).filter((name) => !plainParameters.includes(name));
  const words = [method, about, ...parameters].join(' ');
  const [name = words, operation] = Object.hasOwn(operations, words) ? (operations[words] ?? []) : [];
  return {
    operation: name,
    input: query,
    target: address.bucket,
    carryOut: () => {
      if (operation === undefined || address.bucket === '') {
        const taken = 'It takes objects of up to 8 MiB, each in one request.';
        throw new ApiError('NotImplemented', `The emulator does not play this operation of s3. ${taken}`, 501);
      }
      return operation({ request, address, store, region });
    },
  };
}

/** By the codes of S3, with their HTTP status (S3 API reference, "Error responses"). */
const refusal = refusalsBy({
  'access-denied': ['AccessDenied', 403],
  'incomplete-signature': ['AuthorizationHeaderMalformed', 400],
  'no-signature': ['AccessDenied', 403],
  overloaded: ['SlowDown', 503],
  throttled: ['SlowDown', 503],
  'too-large': ['EntityTooLarge', 400],
  'unknown-credentials': ['InvalidAccessKeyId', 403],
  'wrong-address': ['InvalidURI', 400],
  'wrong-signature': ['SignatureDoesNotMatch', 403],
});

function encodeError({ name, message }: ApiError, requestId: string): EncodedBody {
  return xmlBody('Error', { Code: name, Message: speakable(message), RequestId: requestId });
}
