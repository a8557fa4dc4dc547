import Builder from 'fast-xml-builder';
import type { EncodedBody } from '../http/api.ts';
import type { ApiError } from '../http/api-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** Encodes the members of an answer in the AWS Query protocol; without members, without a result element. */
export function queryAnswer(
  namespace: string,
  operation: string,
  members: JsonObject | undefined,
  requestId: string,
): EncodedBody {
  const result = members === undefined ? {} : { [`${operation}Result`]: xmlValue(members) };
  return xmlBody(`${operation}Response`, {
    '@xmlns': namespace,
    ...result,
    ResponseMetadata: { RequestId: requestId },
  });
}

/** Encodes an error in the AWS Query protocol. AWS calls it the sender's where the status is below 500. */
export function queryError(namespace: string, { name, message, status }: ApiError, requestId: string): EncodedBody {
  const type = status < 500 ? 'Sender' : 'Receiver';
  return xmlBody('ErrorResponse', {
    '@xmlns': namespace,
    Error: { Type: type, Code: name, Message: speakable(message) },
    RequestId: requestId,
  });
}

/** A document of XML, with attributes where a name begins with `@`. */
export function xmlBody(name: string, content: JsonObject): EncodedBody {
  const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: '@' });
  const xml = builder.build({ [name]: content });
  // A parser makes a line feed of a carriage return that is not escaped (XML 1.0, "End-of-Line Handling").
  return { type: 'text/xml', body: xml.replaceAll('\r', '&#xD;') };
}

/** A text without the characters that XML 1.0 can't hold. */
export function speakable(text: string): string {
  return text.replace(unspeakable, '');
}

/** A list is written as items named `member`. */
function xmlValue(value: Json | undefined): Json {
  if (typeof value === 'string') return speakable(value);
  if (isList(value)) return { member: value.map(xmlValue) };
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
