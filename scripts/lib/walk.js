const isObject = (value) => typeof value === "object" && value !== null;

/**
 * What no result may hold: a number that is not finite, or a range that does not hold its value. Every number is visited: totals with `low` and
 * `high` as objects, quantities with `value`, `low`, `high`, quantiles, lines with the ranges of their inputs, drivers, phases.
 */
export function faultsOf(result) {
  const faults = [];
  const ordered = (path, low, value, high) => {
    if (typeof value !== "number") return;
    if (typeof low === "number" && !(low <= value)) faults.push(`${path}: low ${low} > ${value}`);
    if (typeof high === "number" && !(high >= value)) faults.push(`${path}: high ${high} < ${value}`);
  };
  const seen = new Set();
  const walk = (value, path) => {
    if (typeof value === "number") {
      if (!Number.isFinite(value)) faults.push(`${path} = ${value}`);
      return;
    }
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    if (!Array.isArray(value)) {
      const { low, high, p5, p50, p95 } = value;
      if (isObject(low) && isObject(high)) for (const key of Object.keys(low)) ordered(`${path}.${key}`, low[key], value[key], high[key]);
      else ordered(path, low, value.value, high);
      if (typeof low === "number" && typeof high === "number" && low > high) faults.push(`${path}: low ${low} > high ${high}`);
      ordered(path, p5, p50, p95);
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, path === "" ? key : `${path}.${key}`);
  };
  walk(result, "");
  return faults;
}
