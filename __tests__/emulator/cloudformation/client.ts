import { CloudFormation, type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import type { Emulator } from '../../../emulator/server.ts';

/** The SDK's client for an emulator, which tries once unless told otherwise. */
export function stacksClient(emulator: Emulator, config: CloudFormationClientConfig = {}): CloudFormation {
  return new CloudFormation({
    endpoint: emulator.url,
    region: emulator.region,
    credentials: emulator.credentials,
    maxAttempts: 1,
    ...config,
  });
}

/** A template as small as can be. */
export const smallTemplate = '{"Resources": {"Service": {"Type": "AWS::ECS::Service"}}}';
