import type { Call } from '../../cancellation/model/failure.ts';
import type { TargetKind } from '../../cancellation/model/plan.ts';

/** What an IAM resource is named by. An undefined part becomes a placeholder. */
export interface ResourceParts {
  readonly region: string | undefined;
  readonly account: string | undefined;
  /** The target's name. */
  readonly name: string | undefined;
}

/** The words for one kind of target. */
export interface TargetWords {
  /** The AWS API, as people name it. */
  readonly api: string;
  /** What the deployment belongs to. */
  readonly target: string;
  /** What is cancelled. */
  readonly deployment: string;
  /** The same, short: before an id, or where the rest is clear. */
  readonly short: string;
  readonly input: 'service-name' | 'stack-name';
  /** The API's operation behind each call of the core. */
  readonly operations: Readonly<Record<Call, string>>;
  /** What the IAM actions begin with that the operations need. */
  readonly iamPrefix: string;
  /** How to deploy again: ends a sentence. */
  readonly deployAgain: string;
  /** What to look at after a deployment that failed: ends a sentence that begins "Check". */
  readonly leftovers: string;
  /** Why AWS may have refused the request, and what to do then: for a conflict, and for a request found invalid. */
  readonly refusals: { readonly conflict: string; readonly validation: string };
  /** What the outcome `deleted` is about. */
  readonly deletable: string;
  /** What a new target begins with, and AWS doesn't cancel. */
  readonly uncancellable: string;
  /** What people say of a deployment that is being cancelled already: a sentence without a full stop. */
  readonly cancellingAlready: string;
  /** The ARN, or a pattern of ARNs, that a role needs the permission on (service authorization reference). */
  resource(call: Call, parts: ResourceParts): string;
}

/** One row for each kind of target. */
export const vocabulary: Readonly<Record<TargetKind, TargetWords>> = {
  service: {
    api: 'AWS Proton',
    target: 'service',
    deployment: 'pipeline deployment',
    short: 'deployment',
    input: 'service-name',
    operations: {
      cancel: 'CancelServicePipelineDeployment',
      'read-state': 'GetService',
      'read-end': 'GetDeployment',
    },
    iamPrefix: 'proton',
    deployAgain: 'deploy again with UpdateServicePipeline',
    leftovers:
      'what it left behind (CloudFormation stacks named AWSProton-…, the CodeBuild run, or the Terraform pull request)',
    refusals: {
      conflict:
        "Another operation is in progress on this service, or this deployment can't be cancelled: only one started by UpdateServicePipeline can, not the first one, which CreateService starts. Wait for it to end.",
      validation: 'Check that `service-name` names a service whose pipeline Proton manages.',
    },
    deletable: 'service or pipeline',
    uncancellable: 'the first deployment of a service',
    cancellingAlready: 'the pipeline deployment is already being cancelled',
    resource: (call, { region, account, name }) =>
      `arn:aws:proton:${region ?? 'REGION'}:${account ?? 'ACCOUNT'}:${call === 'read-end' ? 'deployment/*' : `service/${name ?? 'NAME'}`}`,
  },
  stack: {
    api: 'CloudFormation',
    target: 'stack',
    deployment: 'stack update',
    short: 'update',
    input: 'stack-name',
    operations: {
      cancel: 'CancelUpdateStack',
      'read-state': 'DescribeStacks',
      'read-end': 'DescribeStackEvents',
    },
    iamPrefix: 'cloudformation',
    deployAgain: 'update the stack again',
    leftovers: "the stack's events",
    refusals: {
      conflict: 'Another operation is in progress on this stack. Wait for it to end.',
      validation: 'CloudFormation cancels only an update, and only while the stack is UPDATE_IN_PROGRESS.',
    },
    deletable: 'stack',
    uncancellable: 'the creation of a stack',
    cancellingAlready: 'the stack is already rolling back',
    resource: (_call, { region, account, name }) =>
      `arn:${partitionOf(region).id}:cloudformation:${region ?? 'REGION'}:${account ?? 'ACCOUNT'}:stack/${name ?? 'NAME'}/*`,
  },
};

/** AWS's partitions, by how the codes of their regions begin (AWS General Reference, ARNs). */
const partitions = [
  { regions: 'cn-', id: 'aws-cn', console: 'console.amazonaws.cn' },
  { regions: 'us-gov-', id: 'aws-us-gov', console: 'console.amazonaws-us-gov.com' },
  { regions: '', id: 'aws', console: 'console.aws.amazon.com' },
] as const;

function partitionOf(region = ''): { readonly id: string; readonly console: string } {
  return partitions.find(({ regions }) => region.startsWith(regions)) ?? partitions[2];
}

/** A stack's id, by the ARN's form (AWS CloudFormation API reference, "Stack"; service authorization reference). */
const stackIdForm =
  /^arn:aws(?:-[a-z]+)*:cloudformation:[a-z0-9-]+:\d{12}:stack\/[a-zA-Z][-a-zA-Z0-9]*\/[-a-zA-Z0-9]+$/;

/**
 * A stack's page in the AWS console; undefined where too little is known, and for an id of another form: what an address encodes
 * is not shown as it was sent. AWS closed Proton's console on 2026-10-07.
 */
export function stackPage(stackId: string | undefined, region: string | undefined): string | undefined {
  if (stackId === undefined || !stackIdForm.test(stackId)) return undefined;
  if (region === undefined || !/^[a-z0-9-]{1,30}$/.test(region)) return undefined;
  const page = `#/stacks/stackinfo?stackId=${encodeURIComponent(stackId)}`;
  return `https://${region}.${partitionOf(region).console}/cloudformation/home?region=${region}${page}`;
}
