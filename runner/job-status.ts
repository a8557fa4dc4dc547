/** The status of a job, as `${{ job.status }}` gives it. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

/**
 * Whether a step runs whose `if` or `post-if` this is. It knows the four functions of the status, and `||` between them.
 *
 * @throws for any other condition
 */
export function holds(condition: string, status: JobStatus): boolean {
  return condition.split('||').some((part) => {
    switch (part.trim()) {
      case 'always()':
        return true;
      case 'success()':
        return status === 'success';
      case 'failure()':
        return status === 'failure';
      case 'cancelled()':
        return status === 'cancelled';
      default:
        throw new Error(`The condition "${condition}" can't be evaluated here.`);
    }
  });
}
