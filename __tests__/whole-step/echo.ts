import type { Step } from '../../runner/run-step.ts';
import type { ScriptedAnswer } from './scripted-endpoint.ts';

/** Makes an endpoint's answers out of one text, which stands in every field that may hold one. */
export type Echo = (operation: string, text: string) => ScriptedAnswer;

/** A way through the action on which it shows what it was answered. */
export interface EchoScene {
  readonly title: string;
  readonly inputs: Step['inputs'];
  readonly echo: Echo;
}

const cancelProton = 'CancelServicePipelineDeployment';
const wantedId = '01234567-89ab-4cde-8f01-23456789abcd';
const services = { 'service-name': 'checkout-api', 'wait-for-minutes': '0.02' };
const stacks = { 'stack-name': 'shop', 'wait-for-minutes': '0.02' };

/** The scenes of both kinds of target. */
export const echoScenes: readonly EchoScene[] = [
  { title: 'a refusal of an unknown name', inputs: services, echo: (_operation, text) => protonError(text, text) },
  {
    title: 'a refusal for want of a permission',
    inputs: services,
    echo: (_operation, text) =>
      protonError('AccessDeniedException', `User: ${text} is not authorized on resource: arn:aws:x:${text} because`),
  },
  {
    title: 'a refusal, and the state behind it',
    inputs: services,
    echo: (operation, text) =>
      operation === cancelProton ? protonError('ConflictException', text) : pipeline('IN_PROGRESS', text, text),
  },
  {
    title: 'a cancellation that fails',
    inputs: services,
    echo: (operation, text) => pipeline(operation === cancelProton ? 'CANCELLING' : 'FAILED', wantedId, text),
  },
  { title: 'an unknown status', inputs: services, echo: (_operation, text) => pipeline(text, text, text) },
  {
    title: 'another deployment in its place',
    inputs: services,
    echo: (operation, text) => {
      if (operation === 'GetDeployment') return deployment(text);
      return operation === cancelProton ? pipeline('CANCELLING', wantedId, text) : pipeline('IN_PROGRESS', text, text);
    },
  },
  {
    title: 'another deployment than the one wanted',
    inputs: { ...services, 'deployment-id': wantedId },
    echo: (_operation, text) => pipeline('IN_PROGRESS', text, text),
  },
  { title: 'a refusal for a stack', inputs: stacks, echo: (_operation, text) => stackError(text, text) },
  {
    title: 'an unknown status of a stack',
    inputs: stacks,
    echo: (operation, text) => (operation === 'CancelUpdateStack' ? accepted(text) : stack(text, text)),
  },
  {
    title: 'a stack that rolls back by itself',
    inputs: stacks,
    echo: (operation, text) => {
      if (operation === 'CancelUpdateStack') return stackError('ValidationError', text);
      return operation === 'DescribeStackEvents' ? events(text) : stack('UPDATE_ROLLBACK_COMPLETE', text);
    },
  },
  {
    title: 'a nested stack',
    inputs: { ...stacks, 'dry-run': 'true' },
    echo: (_operation, text) => stack('UPDATE_IN_PROGRESS', text, text),
  },
];

function json(status: number, content: unknown, text: string): ScriptedAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': headerOf(text) };
  return { status, headers, body: JSON.stringify(content) };
}

function protonError(name: string, message: string): ScriptedAnswer {
  return json(400, { __type: name, message }, message);
}

function pipeline(deploymentStatus: string, lastAttemptedDeploymentId: string, text: string): ScriptedAnswer {
  const times = { createdAt: 1.7e9, lastDeploymentAttemptedAt: 1.7e9, lastDeploymentSucceededAt: 1.7e9 };
  const fields = { deploymentStatus, lastAttemptedDeploymentId, lastSucceededDeploymentId: text, ...times };
  const template = { templateName: text, templateMajorVersion: text, templateMinorVersion: text };
  const whole = { arn: text, deploymentStatusMessage: text, spec: text, ...fields, ...template };
  const service = { name: text, arn: text, status: text, statusMessage: text, spec: text, pipeline: whole };
  return json(200, { pipeline: whole, service }, text);
}

function deployment(text: string): ScriptedAnswer {
  const fields = { id: text, arn: text, deploymentStatus: text, deploymentStatusMessage: text, completedAt: 1.7e9 };
  return json(200, { deployment: fields }, text);
}

function xml(status: number, body: string, text: string): ScriptedAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': headerOf(text) }, body };
}

function stackError(code: string, message: string): ScriptedAnswer {
  const error = `<Error><Type>Sender</Type>${tag('Code', code)}${tag('Message', message)}</Error>`;
  return xml(400, `<ErrorResponse>${error}${tag('RequestId', message)}</ErrorResponse>`, message);
}

function accepted(text: string): ScriptedAnswer {
  return answer('CancelUpdateStack', '', text);
}

function stack(status: string, text: string, parent?: string): ScriptedAnswer {
  const family = parent === undefined ? '' : tag('ParentId', parent) + tag('RootId', parent);
  const texts = tag('StackId', text) + tag('StackName', text) + tag('StackStatusReason', text) + family;
  const times = tag('CreationTime', '2026-01-01T00:00:00Z') + tag('LastUpdatedTime', '2026-01-01T00:00:00Z');
  const member = `<member>${texts}${times}${tag('StackStatus', status)}</member>`;
  return answer('DescribeStacks', `<Stacks>${member}</Stacks>`, text);
}

function events(text: string): ScriptedAnswer {
  const member = (status: string): string => {
    const ids = tag('StackId', text) + tag('PhysicalResourceId', text) + tag('OperationId', text);
    const state = tag('ResourceStatus', status) + tag('ResourceStatusReason', text);
    const type = tag('ResourceType', 'AWS::CloudFormation::Stack') + tag('Timestamp', '2026-01-01T00:00:00Z');
    return `<member>${ids}${state}${type}</member>`;
  };
  const statuses = ['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS'];
  return answer('DescribeStackEvents', `<StackEvents>${statuses.map(member).join('')}</StackEvents>`, text);
}

function answer(operation: string, content: string, text: string): ScriptedAnswer {
  const result = `<${operation}Result>${content}</${operation}Result>`;
  const metadata = `<ResponseMetadata>${tag('RequestId', text)}</ResponseMetadata>`;
  const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
  return xml(200, `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`, text);
}

function tag(name: string, text: string): string {
  // XML has no way to say any other character.
  const sayable = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu, '');
  const escaped = sayable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}

/** HTTP carries no other characters in a header. */
function headerOf(text: string): string {
  return text.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '').trim() || 'a-request-id';
}
