import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

const comparesNumbers = {
  // A name that begins with is, has or can is a truth value.
  selector: "IfStatement > Identifier.test:not([name=/^(is|has|can)[A-Z]/])",
  message: "Compare explicitly: zero is a value, so `if (x)` on a number is a slip.",
};

const sameDigits = "Engines round this differently; take it from src/core/power.ts, so that every runtime has the same digits.";
const ownPowers = {
  selector: "BinaryExpression[operator='**']:not(:has(> Literal.left):has(> Literal.right)):not(:has(> Literal.left[bigint]))",
  message: sameDigits,
};
const roundedByEngines = [
  "pow",
  "exp",
  "expm1",
  "log",
  "log1p",
  "log2",
  "log10",
  "cbrt",
  "hypot",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "tanh",
  "atan",
];

const constantModules = {
  selector: "Program > VariableDeclaration[kind!='const'], Program > ExportNamedDeclaration > VariableDeclaration[kind!='const']",
  message: "Modules hold constants only: the build turns esbuild's `var` back into `const` (tsup.config.ts).",
};

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "coverage/",
      "docs/api/",
      "test/docs/.generated/",
      "test/package/fixtures/",
      "src/**/generated/",
      "node_modules/",
      "reports/",
      ".stryker-tmp/",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.js", "test/bench/*.js"] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "no-console": "error",
      eqeqeq: "error",
      "no-restricted-syntax": ["error", comparesNumbers],
      "@typescript-eslint/consistent-type-imports": "error",
      // Names that are taken out of an object, so that the rest goes on without them.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Casts keep tables and opaque quantities typed; each stands beside the check or the fact that makes it true.
      "@typescript-eslint/no-unsafe-type-assertion": "off",
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/prefer-for-of": "off",
      // Mapped types document their keys; a record of the same says less.
      "@typescript-eslint/consistent-indexed-object-style": "off",
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: "typescript" } },
    rules: {
      "no-restricted-syntax": ["error", comparesNumbers, constantModules, ownPowers],
      "no-restricted-properties": ["error", ...roundedByEngines.map((property) => ({ object: "Math", property, message: sameDigits }))],
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          contexts: ["ExportNamedDeclaration > VariableDeclaration", "TSInterfaceDeclaration", "TSTypeAliasDeclaration"],
          require: { FunctionDeclaration: true, ClassDeclaration: true },
        },
      ],
    },
  },
  {
    // Its one logarithm is rounded to a whole number.
    files: ["src/core/conversion.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["src/estimate/**/*.ts", "src/planning/**/*.ts"],
    ignores: ["src/estimate/*-notes.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        comparesNumbers,
        constantModules,
        ownPowers,
        {
          selector: "BinaryExpression[operator=/^[*/%-]$/]:not(:has(> Literal.left):has(> Literal.right))",
          message: "Arithmetic belongs in a formula with a source; estimate/ and planning/ only wire.",
        },
      ],
    },
  },
  {
    // The unary plus tells V8 that a recorded quantity is a number too; without it untraced estimates are a third slower (docs/adr/0003).
    files: ["src/core/evaluator.ts"],
    rules: { "@typescript-eslint/no-unnecessary-type-conversion": "off" },
  },
  {
    files: ["examples/**/*.ts", "test/**/*.{ts,js}", "scripts/**/*.ts"],
    rules: { "no-console": "off" },
  },
  { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
  // Programs print.
  { files: ["scripts/*.js", "scripts/fuzz/*.js", "test/bench/*.js"], rules: { "no-console": "off" } },
);
