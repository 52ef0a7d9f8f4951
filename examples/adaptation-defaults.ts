// What stands in where a caller of the estimates of adaptation gives nothing, each with its range, its basis and its source.
import type { Figure } from "llm-footprint";
import { adaptationDefaults } from "llm-footprint/adaptation";

function print(path: string, of: object): void {
  if ("value" in of) {
    const { value, low, high, basis, source, at } = of as Figure;
    const range = low === undefined && high === undefined ? "" : ` (${low ?? value} to ${high ?? value})`;
    console.log(`${path}: ${value}${range}\n  ${basis}; ${source}, ${at}`);
    return;
  }
  for (const [key, part] of Object.entries(of))
    if (typeof part === "object" && part !== null) print(path === "" ? key : `${path} ${key}`, part as object);
}
print("", adaptationDefaults);
