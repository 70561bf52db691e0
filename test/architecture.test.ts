import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const src = fileURLToPath(new URL("../src", import.meta.url));

/** Rooms from the foundation up; a file imports from its own room and from those in `may`. */
const may: Record<string, readonly string[]> = {
  core: [],
  "seed.ts": ["core"],
  platform: [],
  fit: ["core"],
  crossbar: ["core"],
  readout: ["core"],
  metrics: ["core"],
  dataset: ["core", "platform"],
  network: ["core", "crossbar"],
  nir: ["seed.ts", "core", "platform", "crossbar", "network"],
  engine: ["core", "platform", "crossbar", "network"],
  learning: ["core", "crossbar", "network", "engine"],
  experiment: [
    "seed.ts",
    "core",
    "platform",
    "crossbar",
    "readout",
    "metrics",
    "dataset",
    "network",
    "engine",
    "learning",
  ],
  report: [
    "core",
    "fit",
    "platform",
    "crossbar",
    "readout",
    "metrics",
    "dataset",
    "network",
    "engine",
    "learning",
    "experiment",
  ],
  config: [
    "core",
    "fit",
    "platform",
    "crossbar",
    "readout",
    "metrics",
    "dataset",
    "network",
    "engine",
    "learning",
    "experiment",
  ],
  explore: [
    "seed.ts",
    "core",
    "platform",
    "readout",
    "dataset",
    "engine",
    "experiment",
    "config",
    "browser-threads.ts",
  ],
  dashboard: ["core", "metrics", "explore"],
  sweep: ["core", "platform", "metrics", "experiment", "config", "report"],
  node: [
    "core",
    "fit",
    "platform",
    "crossbar",
    "readout",
    "metrics",
    "dataset",
    "network",
    "engine",
    "learning",
    "experiment",
    "report",
    "config",
    "sweep",
    "dashboard",
    "parts.ts",
  ],
  "parts.ts": ["core", "crossbar", "readout", "network", "learning", "experiment", "config", "report"],
  "anywhere.ts": [
    "seed.ts",
    "core",
    "platform",
    "crossbar",
    "readout",
    "dataset",
    "network",
    "engine",
    "learning",
    "experiment",
    "config",
  ],
  "browser.ts": ["anywhere.ts", "browser-threads.ts", "dataset", "engine", "experiment", "config"],
  "browser-threads.ts": ["engine"],
  "browser-thread.ts": ["engine"],
  "index.ts": ["anywhere.ts", "node"],
  cli: [
    "core",
    "fit",
    "platform",
    "crossbar",
    "engine",
    "readout",
    "dataset",
    "network",
    "nir",
    "experiment",
    "config",
    "report",
    "sweep",
    "explore",
    "dashboard",
    "parts.ts",
    "node",
  ],
};

const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".ts"));
const room = (file: string) => file.split("/")[0]!;

/** Specifiers that a file imports, dynamic ones too. */
function imports(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)[^;'"]*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|^import\s+["']([^"']+)["']/gm,
  );
  return [...found].map((m) => (m[1] ?? m[2] ?? m[3])!);
}

const local = (file: string) =>
  imports(file)
    .filter((s) => s.startsWith("."))
    .map((s) => relative(src, resolve(src, dirname(file), s)).replace(/\.js$/, ".ts"));

test("every import runs from the command line towards the core", () => {
  const wrong = files.flatMap((file) =>
    local(file)
      .filter((to) => room(to) !== room(file) && !may[room(file)]?.includes(room(to)))
      .map((to) => `${file} -> ${to}`),
  );
  expect(wrong).toEqual([]);
});

test("every room is in the table, and every import leads to a file", () => {
  expect([...new Set(files.map(room))].filter((r) => !(r in may))).toEqual([]);
  const known = new Set(files);
  expect(
    files.flatMap((f) =>
      local(f)
        .filter((to) => !known.has(to))
        .map((to) => `${f} -> ${to}`),
    ),
  ).toEqual([]);
});

test("the core imports nothing from npm or node, and calls neither Math.random nor a clock", () => {
  const core = files.filter((f) => room(f) === "core");
  expect(core.length).toBeGreaterThan(20);
  expect(core.flatMap((f) => imports(f).filter((s) => !s.startsWith(".")))).toEqual([]);
  const impure = core.filter((f) =>
    /Math\.random|Date\.now|performance\.now/.test(readFileSync(join(src, f), "utf8")),
  );
  expect(impure).toEqual([]);
});

test("nothing anywhere uses unseeded random numbers", () => {
  expect(files.filter((f) => /Math\.random/.test(readFileSync(join(src, f), "utf8")))).toEqual([]);
});

test("there are no import cycles", () => {
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const to of local(file)) visit(to, [...path, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

/** A file's text without its comments; what looks like one inside a text may go as well. */
const code = (file: string) =>
  readFileSync(join(src, file), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "");

test("what only Node has is used in src/node and src/cli only", () => {
  const nodes = /["'`]node:|\bprocess\.|\bBuffer\b|\bsetImmediate\b|\bNodeJS\.|\bimport\.meta\b|\brequire\(/;
  const inNode = files.filter((f) => nodes.test(code(f)));
  expect(inNode.length).toBeGreaterThan(10);
  expect(inNode.filter((f) => !["node", "cli"].includes(room(f)))).toEqual([]);
  const packages = ["yargs", "cli-progress", "cli-table3"];
  const wrong = files.filter((f) => room(f) !== "cli" && imports(f).some((i) => packages.includes(i)));
  expect(wrong).toEqual([]);
});

test("tfjs is named by the two files that load it", () => {
  const named = files.filter((f) => /(import\(|from|require\()\s*["']@tensorflow\//.test(code(f)));
  expect(named.sort()).toEqual(["crossbar/kernels/tfjs-load.ts", "node/tensorflow.ts"]);
});

test("scripts call only what the sources still have", () => {
  const scripts = fileURLToPath(new URL("../scripts", import.meta.url));
  const all = readdirSync(scripts, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.includes("."),
  );
  const gone = all.flatMap((script) =>
    [...readFileSync(join(scripts, script), "utf8").matchAll(/["/]dist\/([^"]+)\.js"/g)]
      .map((m) => `${m[1]}.ts`)
      .filter((file) => !files.includes(file))
      .map((file) => `${script} -> ${file}`),
  );
  expect(gone).toEqual([]);
});
