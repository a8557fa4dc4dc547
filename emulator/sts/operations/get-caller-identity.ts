import type { Operation } from './operation.ts';

/** Says who signed the call. */
export const getCallerIdentity: Operation = (_input, { accountId, arn, userId }) => ({
  Account: accountId,
  Arn: arn,
  UserId: userId,
});
