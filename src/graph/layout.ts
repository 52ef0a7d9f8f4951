/** What a layout must know of a box. */
export interface LaidBox {
  readonly key: string;
  /** The cluster that it belongs to: `a.b` lies inside `a`; empty for none. */
  readonly scope: string;
  readonly height: number;
}

/** A link between boxes, by their keys. */
export interface LaidLink {
  readonly from: string;
  readonly to: string;
}

/** Sizes of a drawing. */
export interface LayoutSizes {
  readonly boxWidth: number;
  readonly columnGap: number;
  readonly rowGap: number;
  /** Most boxes in a row of a cluster; more where it holds many, where left out. */
  readonly mostInRow?: number | undefined;
}

/** A rectangle. */
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything is. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Placed>;
  /** Rectangles of clusters, outer ones first. */
  readonly clusters: readonly (Placed & { readonly scope: string })[];
  /** The points that each link passes, in the order of the links, at the edges of rows. */
  readonly paths: readonly (readonly (readonly [number, number])[])[];
}

/** A box, or the place in a row at which links from a box pass. */
interface Item {
  readonly lane: string;
  readonly row: number;
  readonly width: number;
  readonly before: Item[];
  readonly after: Item[];
  order: number;
  x: number;
}

const PASS_WIDTH = 10;
const LANE_PADDING = 14;
const CLUSTER_HEAD = 24;
const CLUSTER_FOOT = 10;
const SWEEPS = 24;
const RELAXATIONS = 16;
/** What stays of the distance from the middle: drawings that spread must be shrunk to fit a page. */
const PULL = 0.7;

const isInside = (scope: string, outer: string): boolean => outer === "" || scope === outer || scope.startsWith(`${outer}.`);

/** Every cluster and those around it, inner ones after the boxes of their own outer one. */
function lanesOf(boxes: readonly LaidBox[]): string[] {
  const lanes = new Set([""]);
  for (const { scope } of boxes) {
    const path = scope === "" ? [] : scope.split(".");
    for (let length = 1; length <= path.length; length++) lanes.add(path.slice(0, length).join("."));
  }
  const children = (outer: string): string[] =>
    [...lanes].filter((lane) => lane !== outer && lane !== "" && lane.split(".").slice(0, -1).join(".") === outer);
  const walk = (lane: string): string[] => [lane, ...children(lane).flatMap(walk)];
  return walk("");
}

/**
 * The row of each box, counted from the results: as near to its uses as rows of a bounded length allow. What is used must come after what uses it
 * in `boxes`, so that they are placed backwards.
 */
function rowsOf(boxes: readonly LaidBox[], links: readonly LaidLink[], mostInRow: number | undefined): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { scope } of boxes) sizes.set(scope, (sizes.get(scope) ?? 0) + 1);
  const most = (scope: string): number => mostInRow ?? Math.max(3, Math.ceil(Math.sqrt(sizes.get(scope) as number) * 0.7));
  const uses = new Map<string, string[]>();
  for (const { from, to } of links) uses.set(from, [...(uses.get(from) ?? []), to]);
  const rows = new Map<string, number>();
  const filled = new Map<string, number>();
  const made = new Set(links.map(({ to }) => to));
  const put = ({ key, scope }: LaidBox): void => {
    let row = 0;
    for (const use of uses.get(key) ?? []) row = Math.max(row, (rows.get(use) ?? -1) + 1);
    while ((filled.get(`${row} ${scope}`) ?? 0) >= most(scope)) row++;
    rows.set(key, row);
    filled.set(`${row} ${scope}`, (filled.get(`${row} ${scope}`) ?? 0) + 1);
  };
  // What is computed goes first: inputs give way to it, because a row further off makes nothing else go further.
  const backwards = [...boxes].reverse();
  for (const box of backwards) if (made.has(box.key)) put(box);
  for (const box of backwards) if (!made.has(box.key)) put(box);
  return rows;
}

const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((total, number) => total + number, 0) / numbers.length;

/** Crossings between neighbouring rows. */
function crossings(rows: readonly (readonly Item[])[]): number {
  let count = 0;
  for (const row of rows) {
    const links = row.flatMap((item) => item.after.map((other) => [item.order, other.order] as const));
    for (let a = 0; a < links.length; a++) {
      for (let b = a + 1; b < links.length; b++) {
        const [first, second] = [links[a] as readonly [number, number], links[b] as readonly [number, number]];
        if ((first[0] - second[0]) * (first[1] - second[1]) < 0) count++;
      }
    }
  }
  return count;
}

/** Orders the items of each row by the mean place of their neighbours, up and down in turn, clusters apart; the best order of all stays. */
function orderRows(rows: readonly Item[][], lanes: readonly string[]): void {
  const laneAt = new Map(lanes.map((lane, index) => [lane, index]));
  const number = (row: Item[]): void => {
    for (const [order, item] of row.entries()) item.order = order;
  };
  const byLane = (a: Item, b: Item): number => (laneAt.get(a.lane) as number) - (laneAt.get(b.lane) as number);
  for (const row of rows) number(row.sort(byLane));
  let best = { count: crossings(rows), orders: rows.map((row) => [...row]) };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? [...rows].reverse() : rows) {
      const wanted = new Map(row.map((item) => [item, mean((isDown ? item.before : item.after).map(({ order }) => order)) ?? item.order]));
      number(row.sort((a, b) => byLane(a, b) || (wanted.get(a) as number) - (wanted.get(b) as number) || a.order - b.order));
    }
    const count = crossings(rows);
    if (count < best.count) best = { count, orders: rows.map((row) => [...row]) };
  }
  for (const [index, order] of best.orders.entries()) {
    const row = rows[index] as Item[];
    row.splice(0, row.length, ...order);
    number(row);
  }
}

/** Places that keep the order and the distances, with the least sum of squared moves from those that are wanted: pools of adjacent violators. */
function settle(items: readonly Item[], wanted: readonly number[], gap: number): void {
  const offsets: number[] = [];
  for (const [index, item] of items.entries()) {
    const last = items[index - 1];
    offsets.push(last === undefined ? 0 : (offsets[index - 1] as number) + (last.width + item.width) / 2 + gap);
  }
  const pools: { weight: number; sum: number; size: number }[] = [];
  for (const [index, item] of items.entries()) {
    // Passing links are straightened before boxes are centred.
    const weight = item.width === PASS_WIDTH ? 3 : 1;
    let pool = { weight, sum: weight * ((wanted[index] as number) - (offsets[index] as number)), size: 1 };
    for (;;) {
      const last = pools.at(-1);
      if (last === undefined || last.sum / last.weight <= pool.sum / pool.weight) break;
      pools.pop();
      pool = { weight: pool.weight + last.weight, sum: pool.sum + last.sum, size: pool.size + last.size };
    }
    pools.push(pool);
  }
  let index = 0;
  for (const { weight, sum, size } of pools) {
    for (let one = 0; one < size; one++, index++) (items[index] as Item).x = sum / weight + (offsets[index] as number);
  }
}

/** Places the items of one cluster by those of their neighbours in it. */
function placeLane(lane: string, rows: readonly (readonly Item[])[], gap: number): void {
  const own = rows.map((row) => row.filter((item) => item.lane === lane));
  for (const row of own) {
    settle(
      row,
      row.map(() => 0),
      gap,
    );
  }
  for (let round = 0; round < RELAXATIONS; round++) {
    for (const row of round % 2 === 0 ? [...own].reverse() : own) {
      const inLane = (items: readonly Item[]): number[] => items.filter((item) => item.lane === lane).map(({ x }) => x);
      settle(
        row,
        row.map((item) => (mean([...inLane(item.before), ...inLane(item.after)]) ?? item.x) * PULL),
        gap,
      );
    }
  }
}

/** The innermost cluster that holds two. */
function shared(a: string, b: string): string {
  let lane = a;
  while (!isInside(b, lane)) lane = lane.split(".").slice(0, -1).join(".");
  return lane;
}

/**
 * Places boxes in rows, results at the bottom and what leads to them above, each cluster in columns of its own: rows by the longest path, their
 * order by the mean place of neighbours, places by least squares. The same input is placed the same way.
 *
 * @param boxes - each after those that it is made from
 * @param links - between boxes
 * @param sizes - of the drawing
 */
export function layOut(
  boxes: readonly LaidBox[],
  links: readonly LaidLink[],
  { boxWidth, columnGap, rowGap, mostInRow }: LayoutSizes,
): Layout {
  const rowOf = rowsOf(boxes, links, mostInRow);
  const rows: Item[][] = Array.from({ length: Math.max(0, ...rowOf.values()) + 1 }, () => []);
  const add = (lane: string, row: number, width: number): Item => {
    const item: Item = { lane, row, width, before: [], after: [], order: 0, x: 0 };
    (rows[row] as Item[]).push(item);
    return item;
  };
  const items = new Map(boxes.map(({ key, scope }) => [key, add(scope, rowOf.get(key) as number, boxWidth)]));
  const passes = new Map<string, Item>();
  const scopeOf = new Map(boxes.map(({ key, scope }) => [key, scope]));
  const join = (from: Item, to: Item): void => {
    if (from.after.includes(to)) return;
    from.after.push(to);
    to.before.push(from);
  };
  // Links of one box share their way as long as they can.
  const chains = links.map(({ from, to }) => {
    const [start, end] = [items.get(from) as Item, items.get(to) as Item];
    const lane = shared(scopeOf.get(from) as string, scopeOf.get(to) as string);
    const chain = [start];
    for (let row = start.row - 1; row > end.row; row--) {
      const key = [from, lane, row].join(" ");
      const pass = passes.get(key) ?? add(lane, row, PASS_WIDTH);
      passes.set(key, pass);
      chain.push(pass);
    }
    chain.push(end);
    for (const [index, item] of chain.slice(1).entries()) join(chain[index] as Item, item);
    return chain;
  });
  const lanes = lanesOf(boxes);
  orderRows(rows, lanes);
  for (const lane of lanes) placeLane(lane, rows, columnGap);

  const all = rows.flat();
  let right = 0;
  const span = new Map<string, { left: number; right: number }>();
  const spread = (lane: string): void => {
    const left = right;
    if (lane !== "") right += LANE_PADDING;
    const own = all.filter((item) => item.lane === lane);
    if (own.length > 0) {
      const shift = right - Math.min(...own.map(({ x, width }) => x - width / 2));
      for (const item of own) item.x += shift;
      right = Math.max(...own.map(({ x, width }) => x + width / 2)) + columnGap;
    }
    for (const inner of lanes) if (inner !== lane && inner !== "" && inner.split(".").slice(0, -1).join(".") === lane) spread(inner);
    if (lane !== "") right += LANE_PADDING - columnGap;
    span.set(lane, { left, right });
    right += columnGap;
  };
  spread("");

  const heights = rows.map(() => 0);
  for (const { key, height } of boxes) {
    const row = rowOf.get(key) as number;
    heights[row] = Math.max(heights[row] as number, height);
  }
  const depthOf = (scope: string): number => (scope === "" ? 0 : scope.split(".").length);
  /** How many clusters lie in each other inside one. */
  const nested = (scope: string): number =>
    Math.max(...lanes.filter((lane) => isInside(lane, scope)).map((lane) => depthOf(lane))) - depthOf(scope);
  const tops: number[] = [];
  let y = nested("") * CLUSTER_HEAD;
  for (let row = rows.length - 1; row >= 0; row--) {
    tops[row] = y;
    y += (heights[row] as number) + rowGap;
  }
  const top = (row: number): number => tops[row] as number;
  const bottom = (row: number): number => top(row) + (heights[row] as number);
  const placed = new Map(
    boxes.map(({ key, height }) => {
      const { x, row } = items.get(key) as Item;
      return [key, { x: x - boxWidth / 2, y: top(row), width: boxWidth, height }];
    }),
  );
  return {
    width: Math.max(...[...span.values()].map((lane) => lane.right)),
    height: y - rowGap + nested("") * CLUSTER_FOOT,
    boxes: placed,
    clusters: lanes
      .filter((lane) => lane !== "")
      .map((scope) => {
        const inside = all.filter((item) => isInside(item.lane, scope)).map(({ row }) => row);
        const [first, last] = [Math.max(...inside), Math.min(...inside)];
        const { left, right: end } = span.get(scope) as { left: number; right: number };
        const levels = nested(scope) + 1;
        const [head, foot] = [top(first) - levels * CLUSTER_HEAD, bottom(last) + levels * CLUSTER_FOOT];
        return { scope, x: left, y: head, width: end - left, height: foot - head };
      }),
    paths: chains.map((chain, index) => {
      const { from, to } = links[index] as LaidLink;
      const [start, end] = [placed.get(from) as Placed, placed.get(to) as Placed];
      return [
        // Down to the end of the row first: a taller box may stand beside.
        [start.x + boxWidth / 2, start.y + start.height],
        [start.x + boxWidth / 2, bottom((chain[0] as Item).row)],
        ...chain.slice(1, -1).flatMap(({ x, row }): [number, number][] => [
          [x, top(row)],
          [x, bottom(row)],
        ]),
        [end.x + boxWidth / 2, end.y],
      ];
    }),
  };
}
