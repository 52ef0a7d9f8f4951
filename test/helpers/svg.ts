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
