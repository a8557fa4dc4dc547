/** The untruth, unless something holds. */
export function must(holds: boolean, untruth: string): string | undefined {
  return holds ? undefined : untruth;
}
