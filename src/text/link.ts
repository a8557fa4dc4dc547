/** A link in Markdown, or the bare label if the address isn't a web address. `label` is Markdown. */
export function linkTo(label: string, address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return label;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return label;
  return `[${label}](${url.href.replace(/[^\w\-.~:/?#&=%]/g, percentEncoded)})`;
}

/** `encodeURIComponent` leaves brackets as they are, of which one ends a link in Markdown. Takes ASCII, as URLs are. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
