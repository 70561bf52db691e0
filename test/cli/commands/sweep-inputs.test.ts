/** Results of a sweep are of one data set and one program, or say that they are not; a killed process costs one run. */
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { READOUT } from "../../config/own-parts.js";
import { builtSpikion as spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-sweep-inputs-"));
const MAIN = join(packageRoot, "dist", "cli", "main.js");
const D2D = "network.projections.feedforward.synapses.eis.variability.d2d";

/** IDX files of noise: 60 images for training and 20 for the test, in two classes. */
function writeData(data: string, shade: number): void {
  mkdirSync(data, { recursive: true });
  const head = (magic: number, ...sizes: number[]) =>
    Buffer.concat(
      [magic, ...sizes].map((n) => Buffer.from(new Uint8Array(new Uint32Array([n]).buffer).reverse())),
    );
  for (const [name, count] of [
    ["train", 60],
    ["t10k", 20],
  ] as const) {
    const pixel = (_: unknown, k: number) => (Math.imul(k + count, 2654435761) >>> shade) & 255;
    const pixels = Uint8Array.from({ length: count * 28 * 28 }, pixel);
    writeFileSync(
      join(data, `${name}-images-idx3-ubyte`),
      Buffer.concat([head(2051, count, 28, 28), pixels]),
    );
    const labels = Uint8Array.from({ length: count }, (_, k) => k % 2);
    writeFileSync(join(data, `${name}-labels-idx1-ubyte`), Buffer.concat([head(2049, count), labels]));
  }
}

function fileWith(name: string, dataset: string, values: string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `extends: ${packageRoot}/experiments/quickstart-pixels.yaml
dataset: ${dataset}
network: {populations: {output: {size: 5}}}
train: {images: 20}
label: {images: 10}
test: {images: 10}
sweep: {seeds: 1, axes: {sigma: {path: ${D2D}, values: ${values}}}}
`,
  );
  return file;
}

const TABLES = ["table.csv", "table.json", "table.parquet", "runs.csv", "summary.json", "report.html"];
const bytes = (dir: string) => TABLES.map((f) => readFileSync(join(dir, f), "latin1"));

test("data that were changed between starts are told, kept only marked, and put back leave the same bytes", async () => {
  const data = join(folder, "data");
  writeData(data, 13);
  const file = fileWith("data", data, "[0, 10 %, 20 %]");
  const [whole, cut, mixed] = ["whole", "cut", "mixed"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  expect((await spikion("sweep", file, "--workers", "1", "--quiet", "--out", whole)).code).toBe(0);

  cpSync(whole, cut, { recursive: true });
  for (const name of readdirSync(join(cut, "points")).slice(0, 1)) rmSync(join(cut, "points", name));
  cpSync(cut, mixed, { recursive: true });

  writeData(data, 17);
  const refused = await spikion("sweep", file, "--workers", "1", "--quiet", "--out", cut);
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(
    /cut: 2 of its 2 results were computed from something else .*:\n {2}data: 2 results\n.*--accept-mixed.*--restart/,
  );
  expect(readdirSync(join(cut, "points"))).toHaveLength(2);

  const kept = await spikion("sweep", file, "--workers", "1", "--accept-mixed", "--out", mixed);
  expect(kept.code).toBe(0);
  expect(kept.out).toMatch(/‡ runs of other data, modules or code than those of now/);
  expect(readFileSync(join(mixed, "runs.csv"), "utf8").match(/,data,/g)).toHaveLength(2);
  expect(readFileSync(join(mixed, "report.html"), "utf8")).toMatch(
    /computed from other data, modules or code/,
  );

  writeData(data, 13);
  expect((await spikion("sweep", file, "--workers", "1", "--quiet", "--out", cut)).code).toBe(0);
  expect(bytes(cut)).toEqual(bytes(whole));
});

test("a process that is killed costs the run that it was at; the next start does that one and no other", async () => {
  const data = join(folder, "kill-data");
  writeData(data, 13);
  // The run of seven neurons waits until it is killed, or may go on.
  writeFileSync(
    join(folder, "waits.mjs"),
    `import { existsSync, writeFileSync } from "node:fs";
const [reached, goOn] = ["reached", "go-on"].map((name) => new URL(name, import.meta.url));
const pause = new Int32Array(new SharedArrayBuffer(4));
${READOUT.replace(
  "out.fill(0);",
  `if (counts.length === 7 && !existsSync(goOn)) {
    writeFileSync(reached, "");
    while (!existsSync(goOn)) Atomics.wait(pause, 0, 0, 20);
  }
  out.fill(0);`,
)}`,
  );
  const file = join(folder, "kill.yaml");
  writeFileSync(
    file,
    `extends: ${fileWith("kill-base", data, "[0]")}
test: {readout: {module: ./waits.mjs}}
sweep: {seeds: 1, axes: {sigma: {path: network.populations.output.size, values: [5, 7, 6]}}}
`,
  );
  const dir = join(folder, "killed");
  const child = spawn(process.execPath, [MAIN, "sweep", file, "--workers", "1", "--quiet", "--out", dir], {
    stdio: "ignore",
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  while (!existsSync(join(folder, "reached")) && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const [run] = execFileSync("pgrep", ["-P", String(child.pid)], { encoding: "utf8" })
    .trim()
    .split("\n");
  process.kill(Number(run), "SIGKILL");
  expect(await ended).toBe(1);
  const states = readFileSync(join(dir, "runs.csv"), "utf8").trim().split("\n").slice(1);
  expect(states.map((line) => /,(done|failed),/.exec(line)?.[1])).toEqual(["done", "failed", "done"]);
  expect(states[1]).toMatch(/the process was ended by SIGKILL/);
  expect(readdirSync(join(dir, "points"))).toHaveLength(2);

  writeFileSync(join(folder, "go-on"), "");
  const again = await spikion("sweep", file, "--workers", "1", "--out", dir);
  expect(again.code).toBe(0);
  expect(again.err).toMatch(/2 of them from before/);
});

test("a run that takes all memory costs its own point and no other, and says why", async () => {
  const file = join(folder, "greedy.yaml");
  // With seven neurons and ten classes it takes memory until there is none.
  writeFileSync(
    join(folder, "greedy.mjs"),
    READOUT.replace(
      "out.fill(0);",
      "const all = []; while (counts.length === 7 && classes === 10) all.push([0]); out.fill(0);",
    ),
  );
  writeFileSync(
    file,
    `extends: ${fileWith("small", "mnist-10k", "[0]")}
test: {readout: {module: ./greedy.mjs}}
sweep: {seeds: 1, axes: {sigma: {path: network.populations.output.size, values: [5, 7, 6]}}}
`,
  );
  const dir = join(folder, "greedy");
  vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=60");
  const { code, err } = await spikion("sweep", file, "--workers", "2", "--quiet", "--out", dir);
  vi.unstubAllEnvs();
  expect(err).toMatch(
    /^runs .*greedy\.mjs[^\n]*\nfailed: sigma=7, seed 1: there was not enough memory for it: [^\n]*\n$/,
  );
  expect(code).toBe(1);
  const states = readFileSync(join(dir, "runs.csv"), "utf8").trim().split("\n").slice(1);
  expect(states.map((line) => /,(done|failed),/.exec(line)?.[1])).toEqual(["done", "failed", "done"]);
  expect(states[1]).toMatch(
    /,"?there was not enough memory for it: allow more, such as NODE_OPTIONS=[^\n]*$/,
  );
});
