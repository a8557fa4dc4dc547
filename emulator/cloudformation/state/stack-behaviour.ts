/** How the operations of a stack run: settings of the server, which one stack can override. */
export interface StackBehaviour {
  /** How long a creation takes; infinity for never ending. */
  readonly createMilliseconds: number;
  /** How long an update or an import takes that nobody cancels; infinity for never ending. */
  readonly deployMilliseconds: number;
  /** How long a rollback takes, until the cleanup that follows it. */
  readonly cancelMilliseconds: number;
  /** How long the cleanup after an update or a rollback takes. */
  readonly cleanupMilliseconds: number;
  /** How long a deletion takes. */
  readonly deleteMilliseconds: number;
  /** How an update ends that nobody cancels. One that fails is rolled back, unless the stack disables rollbacks. */
  readonly updateEnding: 'UPDATE_COMPLETE' | 'UPDATE_FAILED';
  /** How the rollback of an update ends. */
  readonly rollbackEnding: 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED';
  /** The reason that CloudFormation gives for a failure; `undefined` for its usual one, which names the resources. */
  readonly updateFailureReason: string | undefined;
  /** Whether the cleanup after an update or a rollback fails to delete a resource, which is left behind. */
  readonly leavesResources: boolean;
  /**
   * How long after the end of a rollback somebody else's newer update begins, by itself; `undefined` for never.
   * With 0, no read ever sees UPDATE_ROLLBACK_COMPLETE. The newer update has no such successor of its own.
   */
  readonly supersededAfterMilliseconds: number | undefined;
  /**
   * It is not documented whether a rollback is an operation of its own, with an OperationId of its own, or goes on
   * under the id of the update.
   */
  readonly rollbackOperation: 'own' | 'shared';
}

/** Picks the behaviour out of settings that hold more. */
export function stackBehaviour(settings: StackBehaviour): StackBehaviour {
  return {
    createMilliseconds: settings.createMilliseconds,
    deployMilliseconds: settings.deployMilliseconds,
    cancelMilliseconds: settings.cancelMilliseconds,
    cleanupMilliseconds: settings.cleanupMilliseconds,
    deleteMilliseconds: settings.deleteMilliseconds,
    updateEnding: settings.updateEnding,
    rollbackEnding: settings.rollbackEnding,
    updateFailureReason: settings.updateFailureReason,
    leavesResources: settings.leavesResources,
    supersededAfterMilliseconds: settings.supersededAfterMilliseconds,
    rollbackOperation: settings.rollbackOperation,
  };
}
