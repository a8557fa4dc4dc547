import type { IntegerConstraint, TextConstraint } from '../constraint.ts';

// Lengths and patterns: API reference of AWS Proton, data types and operations, version 2020-07-20.

export const resourceName: TextConstraint = { minimum: 1, maximum: 100, pattern: /^[0-9A-Za-z][0-9A-Za-z_-]*$/ };

export const deploymentIdText: TextConstraint = {
  minimum: 0,
  maximum: Number.POSITIVE_INFINITY,
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
};

export const specText: TextConstraint = { minimum: 1, maximum: 51_200 };

export const descriptionText: TextConstraint = { minimum: 0, maximum: 500 };

export const gitBranchName: TextConstraint = { minimum: 1, maximum: 200 };

export const repositoryIdText: TextConstraint = { minimum: 1, maximum: 200 };

export const arnText: TextConstraint = {
  minimum: 1,
  maximum: 200,
  pattern: /^arn:(aws|aws-cn|aws-us-gov):[a-zA-Z0-9-]+:[a-zA-Z0-9-]*:\d{12}:([\w+=,.@-]+[/:])*[\w+=,.@-]+$/,
};

export const templateVersionPart: TextConstraint = { minimum: 1, maximum: 20, pattern: /^(0|([1-9]\d*))$/ };

export const tagKey: TextConstraint = { minimum: 1, maximum: 128 };

export const tagValue: TextConstraint = { minimum: 0, maximum: 256 };

export const maximumTags = 50;

export const nextTokenText: TextConstraint = {
  minimum: 0,
  maximum: Number.POSITIVE_INFINITY,
  pattern: /^[A-Za-z0-9+=/]+$/,
};

export const maximumResults: IntegerConstraint = { minimum: 1, maximum: 100 };
