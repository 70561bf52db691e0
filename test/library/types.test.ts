/** What a compiler says to somebody who uses the library, whose settings spare nothing. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/disk.js";
import { consumer } from "./consumer.js";

const pages = ["README.md", "docs/library.md"].map((page) => readFileSync(join(packageRoot, page), "utf8"));
const programs = pages.flatMap((page) => [...page.matchAll(/```[jt]s\n([\s\S]*?)```/g)].map((m) => m[1]!));

const PAGE = `
import { devices, stdpWindow } from "spikion/core";
import { allowThreads, browserThreads, datasetOf, type Files, loadExperimentText, memoryFiles, quickstart, runExperiment } from "spikion/browser";
import * as core from "spikion/core";
allowThreads(browserThreads(() => new Worker(new URL("./thread.js", import.meta.url), { type: "module" })));
allowThreads(browserThreads(new URL("./thread.js", location.href), 2));
const files: Files = memoryFiles({ "networks/a.yaml": "" });
const images = { count: 1, rows: 2, cols: 2, pixels: Uint8Array.of(1, 0, 0, 1), labels: Uint8Array.of(0) };
const dataset = datasetOf({ name: "dot", classes: 2, train: images, test: images });
export const accuracy = async (): Promise<number> => {
  const { metrics } = await runExperiment(quickstart({ dataset }));
  const { spec } = await loadExperimentText(files, "kind: classify", "x.yaml", { dataset });
  if (spec.kind === "simulate") (await runExperiment(spec)).records.length.toFixed();
  return metrics.accuracy.classMean;
};
export const rate: number = devices.ideal.create({}).rate.rate(1);
export const window: (w: Parameters<typeof stdpWindow>[0]) => Float64Array = core.stdpWindow;
`;

/** What a compiler prints of files of a folder; nothing where it finds nothing wrong. */
function errors(folder: string, compiler: string, module: string, types: object, files: readonly string[]) {
  const compilerOptions = {
    target: "ES2023",
    module: module === "bundler" ? "esnext" : module,
    moduleResolution: module,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    // What TypeScript brings itself is no matter of ours.
    skipDefaultLibCheck: true,
    noEmit: true,
    ...types,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const tsc = join(packageRoot, "node_modules", compiler, "bin", "tsc");
  const { stdout, stderr, status } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  return status === 0 ? "" : stdout + stderr;
}

test("README and the library's page have programs to check", () => {
  expect(programs.length).toBeGreaterThan(1);
});

/** A CommonJS program, where the compiler lets it require modules. */
const REQUIRING = `
import { stdpWindow } from "spikion/core";
import spikion = require("spikion");
export const same: boolean = spikion.stdpWindow === stdpWindow;
`;

test.each<[string, string, Readonly<Record<string, string>>]>([
  ["typescript", "nodenext", { "main.cts": REQUIRING }],
  ["typescript-5.9", "node16", {}],
])(
  "the programs that are printed there, and a page, pass %s with module resolution %s, libraries checked",
  (compiler, module, more) => {
    const ours = Object.fromEntries(programs.map((text, k) => [`program${k}.ts`, text]));
    const types = { lib: ["ES2023", "DOM"], types: ["node"] };
    const all = { ...ours, ...more, "page.ts": PAGE };
    expect(errors(consumer(all), compiler, module, types, Object.keys(all))).toBe("");
  },
);

test.each(["typescript", "typescript-5.9"])(
  "a page passes %s for bundlers, without Node's types",
  (compiler) => {
    const types = { lib: ["ES2023", "DOM"], types: [] };
    expect(errors(consumer({ "page.ts": PAGE }), compiler, "bundler", types, ["page.ts"])).toBe("");
  },
);
