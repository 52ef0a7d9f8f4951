/** Layers of docs/adr/0001: equations know only core, estimates wire them, and only named folders touch zod, decimal.js, data and node:. */
const equations = "^src/(architecture|hardware|energy|site|emissions|method|serving|adaptation)/";
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    forbid("no-circular", "a cycle hides which layer is below", {}, { circular: true }),
    forbid("core-imports-nothing", "core is the bottom layer", { path: "^src/core/" }, { pathNot: "^src/core/" }),
    forbid("equations-import-core", "an equation never calls an equation", { path: equations }, { pathNot: "^src/core/" }),
    forbid(
      "kernels-import-equations",
      "generated from the cards of the equations",
      { path: "^src/generated/" },
      { pathNot: [equations, "^src/core/"] },
    ),
    forbid(
      "graph-imports-core",
      "graphs of quantities know no equation and no model",
      { path: "^src/graph/" },
      { path: "^src/", pathNot: "^src/(core|graph)/" },
    ),
    forbid(
      "catalog-imports-core-and-data",
      "tables know no estimates; a list of prices knows the equation of what a call costs",
      { path: "^src/catalog/" },
      { pathNot: "^(src/(catalog|core)/|src/serving/price\\.ts$|data/)" },
    ),
    forbid(
      "estimate-wires",
      "estimates know equations and catalog records, no zod, no other tables",
      { path: "^src/estimate/" },
      {
        path: "^src/",
        pathNot: [
          equations,
          "^src/(core|estimate|generated|graph)/",
          "^src/catalog/(records|defaults|version|adaptation-defaults|published-runs|training-fit|serving-fit|inference-methods)\\.ts$",
        ],
      },
    ),
    forbid(
      "tools-use-estimates",
      "calibration and uncertainty re-run estimates",
      { path: "^src/(calibration|uncertainty)/" },
      { path: "^src/", pathNot: "^src/((core|graph|estimate|calibration|uncertainty)/|catalog/defaults\\.ts$)" },
    ),
    forbid(
      "scores-use-estimates",
      "a scorecard runs the library as its users do, with the tables that name what it scores",
      { path: "^src/validation/" },
      { path: "^src/", pathNot: [equations, "^src/(core|graph|generated|estimate|validation|catalog)/"] },
    ),
    forbid(
      "planning-uses-estimates",
      "plans run estimates again and solve the laws of the loss",
      { path: "^src/planning/" },
      {
        path: "^src/",
        pathNot: [equations, "^src/((core|graph|generated|estimate|planning)/|catalog/(defaults|records|scaling-laws|version)\\.ts$)"],
      },
    ),
    forbid(
      "usage-uses-estimates",
      "usage rows multiply what estimates of known deployments prepare; presets, names and prices are tables",
      { path: "^src/usage/" },
      { path: "^src/", pathNot: [equations, "^src/(core|graph|generated|estimate|usage|catalog)/"] },
    ),
    forbid(
      "accounting-stands-alone",
      "exact sums know only core",
      { path: "^src/accounting/" },
      { path: "^src/", pathNot: "^src/(core|accounting)/" },
    ),
    forbid("only-schema-uses-zod", "zod stays out of every other bundle", { pathNot: "^src/schema/" }, { path: "node_modules/zod" }),
    forbid("only-accounting-uses-decimal", "float64 elsewhere", { pathNot: "^src/accounting/" }, { path: "node_modules/decimal\\.js" }),
    forbid("only-catalog-reads-data", "one place types each table", { path: "^src/", pathNot: "^src/catalog/" }, { path: "^data/" }),
    forbid("only-cli-uses-node", "everything else runs in a browser", { pathNot: "^src/cli/" }, { dependencyTypes: ["core"] }),
    forbid("nothing-imports-cli", "the program is the top layer", { pathNot: "^src/cli/" }, { path: "^src/cli/" }),
    forbid(
      "core-entry-holds-no-table",
      "llm-footprint itself loads no table, no zod, no decimal.js",
      { path: "^src/index\\.ts$" },
      { path: "^data/(?!defaults|training-fit|serving-fit|version)|node_modules/(zod|decimal\\.js)", reachable: true },
    ),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ["llm-footprint-source", "import", "node"] },
  },
};
