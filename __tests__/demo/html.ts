/** An element of an HTML page. */
export interface Element {
  readonly name: string;
  /** As it stands in the tag. */
  readonly attributes: string;
}

const tag = /<(?<closing>\/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/gy;
const entity = /&(?:[a-z]+|#\d+|#x[0-9a-f]+);/giy;
const voidElements = new Set(['br', 'hr', 'meta']);

/**
 * The elements of a well-formed page, in their order.
 *
 * @throws for an element that is not closed, a tag that closes another one, and a bare `<` or `&`
 */
export function elementsOf(page: string): readonly Element[] {
  const source = page.replace('<!doctype html>', '').replace(/<style>[^<]*<\/style>/, '');
  const elements: Element[] = [];
  const open: string[] = [];
  for (let at = 0; at < source.length; ) {
    const found = at + source.slice(at).search(/[<&]/);
    if (found < at) break;
    const pattern = source[found] === '<' ? tag : entity;
    pattern.lastIndex = found;
    const match = pattern.exec(source);
    if (match === null) throw new Error(`Not well-formed: ${source.slice(found, found + 60)}`);
    const { closing, name, attributes = '' } = match.groups ?? {};
    if (name !== undefined && closing === '/') {
      const opened = open.pop();
      if (opened !== name) throw new Error(`</${name}> closes <${opened}>`);
    } else if (name !== undefined) {
      elements.push({ name, attributes: attributes.trim() });
      if (!voidElements.has(name)) open.push(name);
    }
    at = pattern.lastIndex;
  }
  if (open.length > 0) throw new Error(`Not closed: ${open.join(', ')}`);
  return elements;
}
