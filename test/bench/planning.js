// Pareto fronts and exact sums on the built package, each beside the plain way: `npm run bench`. Quotients count, not times.
import { Decimal } from "decimal.js";
import { apportion, exactSum } from "../../dist/accounting.js";
import { paretoFront } from "../../dist/planning.js";
import { seededRandom } from "../../dist/uncertainty.js";
import { compare } from "./alternate.js";

const random = seededRandom(1);
const keys = ["a", "b", "c", "d"];

/** Rows with independent numbers, or such that none beats another. */
function rowsOf(count, numbers, unbeaten) {
  return Array.from({ length: count }, () => {
    const values = Array.from({ length: numbers }, () => random());
    if (unbeaten === true) values[0] = -values.slice(1).reduce((sum, value) => sum + value, 0);
    return Object.fromEntries(values.map((value, index) => [keys[index], value]));
  });
}

for (const numbers of [2, 3, 4]) {
  for (const unbeaten of [false, true]) {
    const compared = keys.slice(0, numbers);
    const [many, few] = [10_000, 1_000].map((count) => rowsOf(count, numbers, unbeaten));
    compare(`paretoFront over ${numbers} numbers, ${unbeaten ? "no row beaten" : "independent numbers"}`, {
      "10,000 rows": () => paretoFront(many, compared),
      "1,000 rows": () => paretoFront(few, compared),
    });
  }
}

const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_EVEN, defaults: true });
const plain = (values) => values.reduce((total, value) => total + value, 0);

for (const count of [3, 1_000, 100_000]) {
  const values = Array.from({ length: count }, () => random() * 10 ** Math.floor(random() * 6));
  compare(`exactSum of ${count} numbers`, {
    "decimal.js": () => values.reduce((total, value) => total.plus(value), new Exact(0)).toFixed(),
    exactSum: () => exactSum(values),
    "String of each number": () => values.reduce((length, value) => length + String(value).length, 0),
    "plain addition": () => plain(values),
  });
  compare(`apportion of ${count} numbers at 2 decimals`, {
    apportion: () => apportion(values, 2),
    "toFixed of each number": () => values.map((value) => value.toFixed(2)),
  });
}
