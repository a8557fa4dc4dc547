/** When every step begins its work, in milliseconds since 1970 by AWS's clock. Not a whole second: `Date` headers are. */
export const worldStart = Date.UTC(2026, 8, 1, 12) + 370;
