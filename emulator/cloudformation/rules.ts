import type { TextConstraint } from '../constraint.ts';

// Lengths and patterns: botocore, cloudformation/2010-05-15, and the API reference of the operations.

/** The name of a new stack. */
export const stackNameRule: TextConstraint = { minimum: 1, maximum: 128, pattern: /^[a-zA-Z][-a-zA-Z0-9]*$/ };

/** The name or the id of a stack. */
export const stackNameOrIdRule: TextConstraint = {
  minimum: 1,
  maximum: 1600,
  pattern: /^([a-zA-Z][-a-zA-Z0-9]*|arn:(aws|aws-us-gov|aws-cn):[-a-zA-Z0-9:/._+]*)$/,
};

/** A ClientRequestToken. */
export const clientRequestTokenRule: TextConstraint = {
  minimum: 1,
  maximum: 128,
  pattern: /^[a-zA-Z0-9][-a-zA-Z0-9]*$/,
};

/** The name of a new change set. */
export const changeSetNameRule: TextConstraint = { minimum: 1, maximum: 128, pattern: /^[a-zA-Z][-a-zA-Z0-9]*$/ };

/** The name or the id of a change set. */
export const changeSetNameOrIdRule: TextConstraint = {
  minimum: 1,
  maximum: 1600,
  pattern: /^([a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*)$/,
};

/** A template that comes with the request. */
export const templateRule: TextConstraint = { minimum: 1, maximum: 51_200 };

/** A token that asks for the following page. */
export const nextTokenRule: TextConstraint = { minimum: 1, maximum: 1024 };
