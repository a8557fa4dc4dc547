/** Whether a host name is one of AWS's endpoints. A VPC endpoint is one as well; China has a domain of its own. */
export function isAwsHost(hostname: string): boolean {
  return /\.(amazonaws\.com(\.cn)?|api\.aws)$/i.test(hostname);
}
