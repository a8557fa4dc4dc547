import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stackName } from '../../dist/emulated-stack.ts';

/** How an app of the CDK gets its templates to CloudFormation, as its synthesizer says. */
export const synthesizers = ['default', 'legacy'] as const;

/** One of the synthesizers; what the bootstrapless one writes is what the legacy one does. */
export type Synthesizer = (typeof synthesizers)[number];

const place = `\${AWS::AccountId}-\${AWS::Region}`;
const role = (name: string) => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/cdk-hnb659fds-${name}-${place}`;
const bucket = `cdk-hnb659fds-assets-${place}`;
const bootstrap = {
  requiresBootstrapStackVersion: 6,
  bootstrapStackVersionSsmParameter: '/cdk-bootstrap/hnb659fds/version',
};

/**
 * Writes what `cdk synth` makes of an app with one stack (aws-cdk-lib 2.276.0, less what its metadata say), and gives the
 * folder.
 *
 * @param version makes one template differ from another
 */
export async function writeAssembly(folder: string, synthesizer: Synthesizer, version: string): Promise<string> {
  const out = path.join(folder, `cdk.out-${synthesizer}-${version}`);
  await mkdir(out, { recursive: true });
  const template = JSON.stringify({
    Resources: {
      Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: `orders-${version}` } },
    },
    Outputs: { Version: { Value: version } },
  });
  const hash = createHash('sha256').update(template).digest('hex');
  const key = `${hash}.json`;
  const assets = { 'shop.assets': assetsArtifact, [stackName]: stackArtifact(key) };
  const artifacts = synthesizer === 'default' ? assets : { [stackName]: plainArtifact };
  await writeFile(path.join(out, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
  await writeFile(path.join(out, 'shop.template.json'), template);
  await writeFile(path.join(out, 'shop.assets.json'), JSON.stringify(assetManifest(hash, key)));
  return out;
}

const plainArtifact = {
  type: 'aws:cloudformation:stack',
  environment: 'aws://unknown-account/unknown-region',
  properties: { templateFile: 'shop.template.json' },
  displayName: stackName,
};

const assetsArtifact = { type: 'cdk:asset-manifest', properties: { file: 'shop.assets.json', ...bootstrap } };

function stackArtifact(key: string) {
  const properties = {
    ...plainArtifact.properties,
    ...bootstrap,
    assumeRoleArn: role('deploy-role'),
    cloudFormationExecutionRoleArn: role('cfn-exec-role'),
    stackTemplateAssetObjectUrl: `s3://${bucket}/${key}`,
    additionalDependencies: ['shop.assets'],
    lookupRole: { arn: role('lookup-role'), ...bootstrap },
  };
  return { ...plainArtifact, properties, dependencies: ['shop.assets'] };
}

function assetManifest(hash: string, key: string) {
  const destination = { bucketName: bucket, objectKey: key, assumeRoleArn: role('file-publishing-role') };
  const file = {
    source: { path: 'shop.template.json', packaging: 'file' },
    destinations: { 'current_account-current_region': destination },
  };
  return { version: '48.0.0', files: { [hash]: file }, dockerImages: {} };
}
