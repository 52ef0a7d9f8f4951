/** Colours that stay apart for most readers (Okabe and Ito), in the order in which charts take them. */
export const colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000"] as const;

/** Text as SVG holds it. */
export const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A coordinate. */
export const round = (value: number): string => value.toFixed(1);

/** A chart of a size, with its title and the names of its axes around what is drawn. */
export function chart(
  { width, height }: { readonly width: number; readonly height: number },
  { title, x, y }: ChartLabels,
  drawn: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img" aria-label="${escape(title)}">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${width / 2}" y="26" text-anchor="middle" font-size="16">${escape(title)}</text>`,
    ...drawn,
    `<text x="${width / 2}" y="${height - 18}" text-anchor="middle">${escape(x)}</text>`,
    `<text transform="translate(22 ${height / 2}) rotate(-90)" text-anchor="middle">${escape(y)}</text>`,
    "</svg>",
    "",
  ].join("\n");
}

/** What stands at a chart. */
export interface ChartLabels {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

/** Whether a text is well-formed XML: tags nest, attributes stand in quotes, and text holds no bare `<` or `&`. */
export function isXml(text: string): boolean {
  const open: string[] = [];
  const token =
    /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)\s*(\/?)>|([^<&]+)|&(?:amp|lt|gt|quot|#\d+);/uy;
  let roots = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (found === null) return false;
    const [, isEnd, name, , isEmpty, words] = found;
    if (words !== undefined) {
      if (open.length === 0 && words.trim() !== "") return false;
    } else if (isEnd === "/") {
      if (open.pop() !== name) return false;
    } else if (name !== undefined) {
      if (open.length === 0) roots++;
      if (isEmpty !== "/") open.push(name);
    }
  }
  return open.length === 0 && roots === 1;
}
