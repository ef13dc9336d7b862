import next from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import prettier from "eslint-config-prettier";
import jsxA11y from "eslint-plugin-jsx-a11y";
import { forbiddenSyntax, zoneConfigs } from "./scripts/lib/eslint-zones.mjs";

const a11yRules = jsxA11y.flatConfigs.recommended.rules;

/** @type {import("eslint").Linter.Config[]} */
const config = [
  {
    ignores: [
      ...[".next", ".runtime", ".playoff", "sample", "test-results", "playwright-report"].map(
        (name) => `${name}/**`,
      ),
      ...["tasks/**", "db/migrations/**", "**/fixtures/**", "next-env.d.ts"],
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...next,
  ...nextTypescript,
  { files: ["**/*.{jsx,tsx}"], rules: a11yRules },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/consistent-type-assertions": [
        "error",
        { assertionStyle: "as", objectLiteralTypeAssertions: "never" },
      ],
      "@typescript-eslint/only-throw-error": "error",
    },
  },
  {
    rules: {
      // Taking fields off an object by naming them is how a row is narrowed; "_" says that it is meant.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      "import/no-cycle": ["error", { ignoreExternal: true, disableScc: true }],
      eqeqeq: "error",
      "no-empty": "error",
      "no-restricted-syntax": ["error", ...forbiddenSyntax],
    },
  },
  { files: ["**/*.mjs"], rules: { "no-undef": "error" } },
  { files: ["*.config.mjs"], rules: { "import/no-anonymous-default-export": "off" } },
  ...zoneConfigs(import.meta.dirname),
  prettier,
];

export default config;
