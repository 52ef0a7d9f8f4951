import type { Unit } from "../core/units.js";
import type { GraphDescription, GraphNode, NodeKind } from "./describe.js";
import { layOut } from "./layout.js";

/** How a graph is drawn. */
export interface DrawOptions {
  readonly title?: string;
  /** Writes a value with its unit. */
  readonly format?: (value: number, unit: Unit) => string;
  /** Most boxes in a row of a cluster; more where it holds many, where left out. */
  readonly mostInRow?: number;
}

const plain = (value: number, unit: Unit): string => `${Number(value.toPrecision(4))}${unit === "1" ? "" : ` ${unit}`}`;

/** What words say before a further thought: a box has no room for more. */
const shortOf = ({ words }: GraphNode): string => (words.split(";")[0] as string).trim();

const kindWords: Readonly<Record<NodeKind, string>> = {
  given: "given",
  record: "from a record or choice",
  assumed: "default of the library",
  defined: "by definition",
  decision: "decision, kept in ranges",
  computed: "computed",
};

/** What a box says below its words. */
function detailsOf(node: GraphNode, format: NonNullable<DrawOptions["format"]>): string[] {
  const { value, unit, equation, folded } = node;
  return [
    ...(value === undefined ? [] : [format(value, unit)]),
    ...(folded === undefined ? (equation === undefined || equation === "Σ" ? [] : [equation]) : [`from ${folded} quantities, not shown`]),
  ];
}

const mermaidText = (text: string): string =>
  text.replaceAll(/[#"<>&`|\\[\]{}]/gu, (letter) => `#${letter.codePointAt(0) as number};`).replaceAll(/\s+/gu, " ");

const mermaidStyles: Readonly<Record<NodeKind, string>> = {
  given: "fill:#d6e9f8,stroke:#0072b2,color:#111",
  record: "fill:#d5f0e6,stroke:#009e73,color:#111",
  assumed: "fill:#fbe3d0,stroke:#d55e00,color:#111,stroke-dasharray:4 2",
  defined: "fill:#eeeeee,stroke:#888888,color:#111,stroke-dasharray:2 2",
  decision: "fill:#f5e1ee,stroke:#b0609a,color:#111",
  computed: "fill:#ffffff,stroke:#555555,color:#111",
};

/**
 * A graph as Mermaid writes it.
 *
 * @param description - the graph
 * @param options - title and how values are written
 */
export function toMermaid({ goals, nodes, edges }: GraphDescription, { title, format = plain }: DrawOptions = {}): string {
  const ids = new Map(nodes.map(({ key }, index) => [key, `n${index}`]));
  const scopes = [...new Set(nodes.map(({ scope }) => scope))];
  const box = (node: GraphNode): string => {
    const text = [shortOf(node), ...detailsOf(node, format)].map(mermaidText).join("<br>");
    const [open, close] = node.kind === "computed" ? ["[", "]"] : ["([", "])"];
    return `${ids.get(node.key) as string}${open}"${text}"${close}:::${node.kind}`;
  };
  const boxes = (scope: string): string[] => nodes.filter((node) => node.scope === scope).map(box);
  return [
    ...(title === undefined ? [] : ["---", `title: ${JSON.stringify(title)}`, "---"]),
    "flowchart TD",
    ...scopes.flatMap((scope, index) =>
      scope === ""
        ? boxes(scope).map((line) => `  ${line}`)
        : [`  subgraph s${index}["${mermaidText(scope)}"]`, ...boxes(scope).map((line) => `    ${line}`), "  end"],
    ),
    ...edges.map(({ from, to }) => `  ${ids.get(from) as string} --> ${ids.get(to) as string}`),
    ...Object.entries(mermaidStyles)
      .filter(([kind]) => nodes.some((node) => node.kind === kind))
      .map(([kind, style]) => `  classDef ${kind} ${style}`),
    ...goals.flatMap((goal) => (ids.has(goal) ? [`  style ${ids.get(goal) as string} stroke-width:3px`] : [])),
    "",
  ].join("\n");
}

/** Text as SVG holds it; control characters are no XML at all. */
const escape = (text: string): string =>
  text
    .replaceAll(/[^\P{Cc}\n]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Words in lines of at most some letters; what does not fit ends in an ellipsis. */
function wrap(text: string, most: number, lines: number): string[] {
  const wrapped: string[] = [];
  // Long names break where a word begins in them.
  const words = text.split(/\s+/u).flatMap((word) => (word.length <= most ? [word] : cut(word, most)));
  for (const word of words) {
    const last = wrapped.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) wrapped[wrapped.length - 1] = `${last} ${word}`;
    else wrapped.push(word);
  }
  if (wrapped.length <= lines) return wrapped;
  return [...wrapped.slice(0, lines - 1), `${(wrapped[lines - 1] as string).slice(0, most - 1)}…`];
}

const cut = (word: string, most: number): string[] => word.match(new RegExp(`.{1,${most}}`, "gu")) ?? [word];

const BOX_WIDTH = 196;
const LINE_HEIGHT = 16;
const BOX_PADDING = 9;
const MARGIN = 24;
const HEAD = 66;
/** Letters of 12 pixels that a box holds in a line, and of 11. */
const WIDE = 28;
const NARROW = 31;

const fills: readonly (readonly [NodeKind, light: string, line: string, dark: string, darkLine: string])[] = [
  ["given", "#d6e9f8", "#0072b2", "#12384f", "#56b4e9"],
  ["record", "#d5f0e6", "#009e73", "#0f3d30", "#3cc9a0"],
  ["assumed", "#fbe3d0", "#d55e00", "#4d2a10", "#f0914a"],
  ["defined", "#eeeeee", "#888888", "#2e2e2e", "#999999"],
  ["decision", "#f5e1ee", "#b0609a", "#44243a", "#e08cc8"],
  ["computed", "#ffffff", "#777777", "#1c2128", "#8b949e"],
];
const rule = (selector: string, style: string): string => `${selector}{${style}}`;
const style = [
  "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:12px;fill:#1f2328}",
  ".t{font-size:16px;font-weight:600}.v{font-weight:600}.e{font-size:11px;font-style:italic;fill:#57606a}.s{font-weight:600;fill:#57606a;stroke:#ffffff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}",
  ".page{fill:#ffffff}.part{fill:#8b949e;fill-opacity:0.09;stroke:#8b949e;stroke-dasharray:5 4}",
  ".l{fill:none;stroke:#8c959f;stroke-width:1.2}.a{fill:#8c959f}rect.goal{stroke-width:3}",
  ...fills.map(([kind, fill, line]) => rule(`.${kind}`, `fill:${fill};stroke:${line};stroke-width:1.2`)),
  ".assumed,.defined{stroke-dasharray:5 3}",
  `@media (prefers-color-scheme:dark){${[
    "text{fill:#e6edf3}.e,.s{fill:#9da7b3}.s{stroke:#0d1117}.page{fill:#0d1117}.l{stroke:#6e7681}.a{fill:#6e7681}",
    ...fills.map(([kind, , , fill, line]) => rule(`.${kind}`, `fill:${fill};stroke:${line}`)),
  ].join("")}}`,
].join("");

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** A line through points: curves between rows, straight past them. */
function pathOf([first, ...rest]: readonly (readonly [number, number])[]): string {
  let [x, y] = first as readonly [number, number];
  let path = `M${round(x)} ${round(y)}`;
  for (const [index, [nextX, nextY]] of rest.entries()) {
    const middle = (y + nextY) / 2;
    const isStraight = index % 2 === 0 || Math.abs(x - nextX) < 0.5;
    path += isStraight
      ? `L${round(nextX)} ${round(nextY)}`
      : `C${round(x)} ${round(middle)} ${round(nextX)} ${round(middle)} ${round(nextX)} ${round(nextY)}`;
    [x, y] = [nextX, nextY];
  }
  return path;
}

interface Text {
  readonly text: string;
  readonly class?: string;
}

function textsOf(node: GraphNode, format: NonNullable<DrawOptions["format"]>): Text[] {
  const [first, second] = detailsOf(node, format);
  const hasValue = node.value !== undefined;
  const equation = hasValue ? second : first;
  return [
    ...wrap(shortOf(node), WIDE, 4).map((text) => ({ text })),
    ...(hasValue && first !== undefined ? [{ text: first, class: "v" }] : []),
    ...(equation === undefined ? [] : wrap(equation, NARROW, 2).map((text) => ({ text, class: "e" }))),
  ];
}

/** All that is known of a node, for who points at it. */
const tooltip = ({ key, words, kind, equation, source }: GraphNode): string =>
  [
    `${key}: ${words}`,
    kindWords[kind],
    ...(equation === undefined ? [] : [equation]),
    ...(source === undefined ? [] : [`${source.id}, ${source.at}`]),
  ].join("\n");

/**
 * A graph as a drawing that needs nothing else: inputs above, results below, parts in boxes of their own, readable on light and dark pages. The
 * same graph is drawn the same way.
 *
 * @param description - the graph
 * @param options - title, how values are written, how long rows may be
 */
export function toSvg(description: GraphDescription, { title = "", format = plain, mostInRow }: DrawOptions = {}): string {
  const { goals, nodes, edges } = description;
  const texts = new Map(nodes.map((node) => [node.key, textsOf(node, format)]));
  const { boxes, clusters, paths, width, height } = layOut(
    nodes.map(({ key, scope }) => ({ key, scope, height: (texts.get(key) as Text[]).length * LINE_HEIGHT + 2 * BOX_PADDING })),
    edges,
    { boxWidth: BOX_WIDTH, columnGap: 18, rowGap: 44, mostInRow },
  );
  const kinds = fills.map(([kind]) => kind).filter((kind) => nodes.some((node) => node.kind === kind));
  let legendEnd = MARGIN;
  const legend = kinds.map((kind) => {
    const at = legendEnd;
    legendEnd += 40 + kindWords[kind].length * 6.1;
    return `<rect class="${kind}" x="${round(at)}" y="42" width="16" height="12" rx="${kind === "computed" ? 2 : 6}"/><text x="${round(at + 22)}" y="52">${kindWords[kind]}</text>`;
  });
  const all = [Math.max(width + 2 * MARGIN, legendEnd + MARGIN, title.length * 9 + 2 * MARGIN), height + HEAD + 2 * MARGIN].map(Math.ceil);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${all.join(" ")}" width="${all[0] as number}" height="${all[1] as number}" role="img" aria-label="${escape(title)}">`,
    `<style>${style}</style>`,
    `<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path class="a" d="M0 0L8 4L0 8z"/></marker></defs>`,
    `<rect class="page" width="100%" height="100%"/>`,
    `<text class="t" x="${MARGIN}" y="30">${escape(title)}</text>`,
    ...legend,
    `<g transform="translate(${MARGIN} ${HEAD + MARGIN})">`,
    ...clusters.map(
      ({ x, y, width: wide, height: high }) =>
        `<rect class="part" x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(high)}" rx="8"/>`,
    ),
    ...edges.map(
      ({ from, to, as }, index) =>
        `<path class="l" marker-end="url(#tip)" d="${pathOf(paths[index] as readonly (readonly [number, number])[])}"><title>${escape(`${from} → ${to}${as === from ? "" : ` as ${as}`}`)}</title></path>`,
    ),
    ...clusters.map(({ scope, x, y }) => `<text class="s" x="${round(x + 10)}" y="${round(y + 15)}">${escape(scope)}</text>`),
    ...nodes.map((node) => {
      const { x, y, width: wide, height: high } = boxes.get(node.key) as { x: number; y: number; width: number; height: number };
      const isGoal = goals.includes(node.key);
      const lines = (texts.get(node.key) as Text[]).map(
        ({ text, class: name }, line) =>
          `<text${name === undefined ? "" : ` class="${name}"`} x="${round(x + wide / 2)}" y="${round(y + BOX_PADDING + 12 + line * LINE_HEIGHT)}" text-anchor="middle">${escape(text)}</text>`,
      );
      const corner = node.kind === "computed" ? 3 : 14;
      return `<g><title>${escape(tooltip(node))}</title><rect class="${node.kind}${isGoal ? " goal" : ""}" x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(high)}" rx="${corner}"/>${lines.join("")}</g>`;
    }),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}
