import Builder from 'fast-xml-builder';
import type { EncodedBody } from '../http/api.ts';
import type { ApiError } from '../http/api-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** The operations for which the API's model declares no output. Their answers have no result element. */
const withoutOutput: ReadonlySet<string> = new Set(['CancelUpdateStack', 'DeleteStack']);

/** Encodes the members of an answer in the AWS Query protocol (smithy.io, "AWS Query protocol"). */
export function encodeAnswer(operation: string, members: JsonObject, requestId: string): EncodedBody {
  const result = withoutOutput.has(operation) ? {} : { [`${operation}Result`]: xmlValue(members) };
  return document(`${operation}Response`, { ...result, ResponseMetadata: { RequestId: requestId } });
}

/** Encodes an error. AWS calls it the sender's where the status is below 500. */
export function encodeError({ name, message, status }: ApiError, requestId: string): EncodedBody {
  const type = status < 500 ? 'Sender' : 'Receiver';
  return document('ErrorResponse', {
    Error: { Type: type, Code: name, Message: xmlValue(message) },
    RequestId: requestId,
  });
}

function document(name: string, content: JsonObject): EncodedBody {
  const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: '@' });
  const xml = builder.build({ [name]: { '@xmlns': namespace, ...content } });
  // A parser makes a line feed of a carriage return that is not escaped (XML 1.0, "End-of-Line Handling").
  return { type: 'text/xml', body: xml.replaceAll('\r', '&#xD;') };
}

/** A list is written as items named `member`; a character that XML 1.0 can't hold is left out. */
function xmlValue(value: Json | undefined): Json {
  if (typeof value === 'string') {
    return value.replace(unspeakable, '');
  }
  if (isList(value)) {
    return { member: value.map(xmlValue) };
  }
  if (isPlainObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
    return Object.fromEntries(members.map(([name, member]) => [name, xmlValue(member)]));
  }
  return value ?? '';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 excludes ("Characters").
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isPlainObject(value: Json | undefined): value is JsonObject {
  return isJsonObject(value);
}
