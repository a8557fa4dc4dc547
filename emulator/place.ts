/** The account and region that ARNs speak of. */
export interface Place {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
}
