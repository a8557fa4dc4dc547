/**
 * The domains of AWS's endpoints, in each partition the ordinary one and that of dual-stack endpoints. Source: partitions.js of
 * the SDK (`dnsSuffix`, `dualStackDnsSuffix`); a test compares the two.
 */
export const awsDomains = [
  'amazonaws.com',
  'api.aws',
  'amazonaws.com.cn',
  'api.amazonwebservices.com.cn',
  'amazonaws.eu',
  'api.amazonwebservices.eu',
  'c2s.ic.gov',
  'api.aws.ic.gov',
  'sc2s.sgov.gov',
  'api.aws.scloud',
  'cloud.adc-e.uk',
  'api.cloud-aws.adc-e.uk',
  'csp.hci.ic.gov',
  'api.aws.hci.ic.gov',
] as const;

/**
 * Whether a host name is one of AWS's endpoints of the two APIs, a VPC endpoint included. Others at AWS's domains belong to
 * customers: an emulator may run on a machine whose name is `ec2-….amazonaws.com`.
 */
export function isAwsHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return (
    awsDomains.some((domain) => host.endsWith(`.${domain}`)) && /(^|\.)(proton|cloudformation)(-fips)?\./.test(host)
  );
}
