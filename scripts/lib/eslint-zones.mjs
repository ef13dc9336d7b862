// Who may import whom: the table of the project's layout as lint rules. Imports between folders are written
// "@/folder/file"; "../" is forbidden, so that the name of an import says where it leads.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const web = ["next", "react", "react-dom"];
const database = ["drizzle-orm", "drizzle-kit", "better-sqlite3"];
const base = ["lib/domain", "lib/utils"];
const primitives = ["components/ui", "components/charts"];
const adapters = ["lib/engine/models", "lib/engine/agents", "lib/engine/sandboxes", "lib/engine/verifiers"];
const tests = "**/*.test.{ts,tsx}";

/**
 * One row of the table. A folder may always import itself.
 * @typedef {object} Zone
 * @property {string} folder whose files are meant, with everything below
 * @property {string[]} [without] folders inside it with a row of their own
 * @property {string[]} ours the only folders and files of ours that it may import
 * @property {string[]} [notOurs] what may not be imported though it lies in one of those; tests may
 * @property {string[]} [notPackages] packages it may not import; tests may
 * @property {string[]} [onlyPackages] the only packages it may import; tests may others
 */

/** @type {Zone[]} */
const zones = [
  { folder: "lib/domain", ours: base, onlyPackages: ["zod"] },
  { folder: "lib/utils", ours: base, notPackages: [...web, ...database] },
  { folder: "lib/ingest", ours: base, notPackages: [...web, ...database] },
  {
    folder: "lib/engine",
    without: adapters,
    ours: base,
    notOurs: adapters,
    notPackages: [...web, ...database],
  },
  ...adapters.map((folder) => ({
    folder,
    ours: [...base, "lib/engine/ports", "lib/engine/random", "lib/ingest"],
    notPackages: [...web, ...database],
  })),
  { folder: "lib/tasks", ours: [...base, "lib/engine/ports"], notPackages: [...web, ...database] },
  { folder: "lib/export", ours: [...base, "lib/engine/ports"], notPackages: [...web, ...database] },
  { folder: "db", ours: base, notPackages: web },
  { folder: "lib/server", ours: [...base, "db", "lib/tasks", "lib/engine"] },
  { folder: "lib/worker", ours: ["lib", "db"], notPackages: web },
  { folder: "lib/cli", ours: ["lib", "db"], notPackages: web },
  { folder: "lib/client", ours: base, notPackages: database },
  ...primitives.map((folder) => ({ folder, ours: ["lib/utils", ...primitives], notPackages: database })),
];

/** Syntax that is not wanted anywhere, for the rule no-restricted-syntax. */
export const forbiddenSyntax = [
  { selector: "TSEnumDeclaration", message: "Use a union of string literals instead of an enum." },
  {
    selector: "TSAsExpression > TSAsExpression",
    message: "A double cast switches the type checker off: parse the value instead.",
  },
  {
    selector: ":matches(ImportDeclaration, ExportNamedDeclaration)[source.value=/^(node:)?process$/]",
    message: "Use the global `process`, which the rule on process.env watches.",
  },
];

/**
 * The lint configuration of all zones, with one for each feature folder found in components/, and of the rule
 * that only lib/server/env.ts reads the environment.
 * @param {string} root the repository
 * @returns {import("eslint").Linter.Config[]}
 */
export function zoneConfigs(root) {
  return [...zones, ...featureZones(root)].flatMap(configsOf).concat(environmentConfig);
}

const environmentConfig = {
  files: ["{app,components,db,lib}/**/*.{ts,tsx}"],
  ignores: [tests, "**/testing/**", "lib/server/env.ts"],
  rules: {
    "no-restricted-properties": [
      "error",
      { object: "process", property: "env", message: "Only lib/server/env.ts reads the environment." },
    ],
  },
};

/** @param {string} root @returns {Zone[]} */
function featureZones(root) {
  const folder = join(root, "components");
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory() && !primitives.includes(`components/${entry.name}`))
    .map((entry) => ({
      folder: `components/${entry.name}`,
      ours: [...primitives, ...base, "lib/client"],
      notPackages: database,
    }));
}

/** @param {Zone} zone */
function configsOf(zone) {
  const files = [`${zone.folder}/**/*.{ts,tsx}`];
  const ignores = (zone.without ?? []).map((folder) => `${folder}/**`);
  return [
    { files, ignores: [...ignores, tests], rules: rulesOf(zone) },
    {
      files: files.map((glob) => glob.replace("*.{ts,tsx}", "*.test.{ts,tsx}")),
      ignores,
      rules: testRulesOf(zone),
    },
  ];
}

/** @param {Zone} zone */
function testRulesOf({ folder, ours }) {
  return rulesOf({ folder, ours });
}

/** @param {Zone} zone */
function rulesOf({ folder, ours, notOurs = [], notPackages = [], onlyPackages }) {
  const allowed = [folder, ...ours];
  const patterns = [
    pattern(String.raw`^\.\.(/|$)`, 'Write imports from other folders as "@/…".'),
    pattern(`^@/(?!${either(allowed)})`, `${folder} may import of ours only ${allowed.join(", ")}.`),
  ];
  if (notOurs.length > 0) {
    const below = notOurs.map((path) => path.replace(`${folder}/`, ""));
    const message = `${folder} must not know ${notOurs.join(", ")}; go through lib/engine/ports.`;
    patterns.push(pattern(String.raw`^(@/${either(notOurs)}|\./${either(below)})`, message));
  }
  if (notPackages.length > 0) {
    patterns.push(pattern(`^${either(notPackages)}`, `${folder} must not import ${notPackages.join(", ")}.`));
  }
  if (onlyPackages) {
    const message = `${folder} may import no package but ${onlyPackages.join(", ")}.`;
    patterns.push(pattern(String.raw`^(?!@/|\.|${either(onlyPackages)})`, message));
  }
  return {
    "no-restricted-imports": ["error", { patterns }],
    "no-restricted-syntax": ["error", ...forbiddenSyntax, ...patterns.flatMap(dynamicImports)],
  };
}

/** @param {string} regex @param {string} message */
function pattern(regex, message) {
  return { regex, message };
}

/** Matches a path or package of the list, or something inside it. @param {readonly string[]} names */
function either(names) {
  return `(${names.join("|")})(/|$)`;
}

/** The same ban for `import("…")`, as a call and as a type. @param {{ regex: string, message: string }} pattern */
function dynamicImports({ regex, message }) {
  const value = `/${regex.replaceAll("/", String.raw`\x2F`)}/`;
  return [
    { selector: `ImportExpression[source.value=${value}]`, message },
    { selector: `TSImportType Literal[value=${value}]`, message },
  ];
}
