/** What the API's model demands of a text. Lengths count Unicode characters. */
export interface TextConstraint {
  readonly minimum: number;
  readonly maximum: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
}

/** What the API's model demands of a whole number. */
export interface IntegerConstraint {
  readonly minimum: number;
  readonly maximum: number;
}

// Lengths and patterns: API reference of AWS Proton, data types and operations, version 2020-07-20.

export const RESOURCE_NAME: TextConstraint = { minimum: 1, maximum: 100, pattern: /^[0-9A-Za-z]+[0-9A-Za-z_-]*$/ };

export const DEPLOYMENT_ID: TextConstraint = {
  minimum: 0,
  maximum: Number.POSITIVE_INFINITY,
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
};

export const SPEC: TextConstraint = { minimum: 1, maximum: 51_200 };

export const DESCRIPTION: TextConstraint = { minimum: 0, maximum: 500 };

export const GIT_BRANCH_NAME: TextConstraint = { minimum: 1, maximum: 200 };

export const REPOSITORY_ID: TextConstraint = { minimum: 1, maximum: 200 };

export const ARN: TextConstraint = {
  minimum: 1,
  maximum: 200,
  pattern: /^arn:(aws|aws-cn|aws-us-gov):[a-zA-Z0-9-]+:[a-zA-Z0-9-]*:\d{12}:([\w+=,.@-]+[/:])*[\w+=,.@-]+$/,
};

export const TEMPLATE_VERSION_PART: TextConstraint = { minimum: 1, maximum: 20, pattern: /^(0|([1-9]\d*))$/ };

export const TAG_KEY: TextConstraint = { minimum: 1, maximum: 128 };

export const TAG_VALUE: TextConstraint = { minimum: 0, maximum: 256 };

export const MAXIMUM_TAGS = 50;

export const NEXT_TOKEN: TextConstraint = {
  minimum: 0,
  maximum: Number.POSITIVE_INFINITY,
  pattern: /^[A-Za-z0-9+=/]+$/,
};

export const MAXIMUM_RESULTS: IntegerConstraint = { minimum: 1, maximum: 100 };
