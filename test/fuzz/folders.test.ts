/** Folders that somebody hands on, or a disk has damaged: read, or refused with a message; nothing else is written. */
import { createHash } from "node:crypto";
import {
  copyFileSync,
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
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { summaryText } from "../../src/cli/sweep-summary.js";
import type { KindMetrics } from "../../src/experiment/kind.js";
import { packageRoot } from "../../src/node/config.js";
import { checkResults, openStore } from "../../src/node/sweep-store.js";
import { writeSweep } from "../../src/node/sweep-write.js";
import { type NpyArray, readNpz, writeNpz } from "../../src/platform/npz.js";
import { readCheckpoint, writeCheckpoint } from "../../src/report/formats/checkpoint.js";
import { pointsOf } from "../../src/sweep/axes.js";
import type { Plan } from "../../src/sweep/plan.js";
import { formatRun } from "../../src/sweep/run-record.js";
import { spikion } from "../cli/spikion.js";
import { choiceResult, classifyResult, figureResult, simulateResult } from "../report/fixture.js";
import { block as blockOf } from "../sweep/block.js";
import { attack, mutated, mutatedJson, mutatedText } from "./mutations.js";

const work = mkdtempSync(join(tmpdir(), "spikion-fuzz-folders-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const smoke = (name: string) => join(packageRoot, "experiments", "smoke", name);
const contents = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, sha256(readFileSync(join(dir, name)))]));

/** A command that may be refused, and may not stumble. @throws where it does; an error of its message where it is refused */
async function commanded(...args: string[]): Promise<void> {
  const { code, err } = await spikion(...args);
  if (/not your mistake|\n\s+at /.test(err) || (code !== 0 && code !== 2))
    throw new Error(`${args.join(" ")} ended with ${code}: ${err}`);
  if (code === 2) throw Object.assign(new Error(err), { name: "UsageError" });
}

/** Values of arrays replaced by some that no run writes; sizes that are others. */
function mutatedNpz(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const names = Object.keys(readNpz(valid));
  const edit = fc.record({
    name: fc.constantFrom(...names),
    at: fc.nat(),
    value: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e-3, 1e30, -1e30, 2 ** 31 - 1),
    action: fc.constantFrom("value", "value", "value", "all", "short", "shape", "type", "remove"),
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => {
    const arrays: Record<string, NpyArray> = readNpz(valid);
    for (const { name, at, value, action } of edits) {
      const array = arrays[name];
      if (!array) continue;
      const { values, shape } = array;
      if (action === "remove") delete arrays[name];
      else if (action === "all") values.fill(value);
      else if (action === "value") values[at % Math.max(1, values.length)] = value;
      else if (action === "type") arrays[name] = { shape, values: Int32Array.from(values) };
      else if (action === "short") arrays[name] = { shape: [1], values: values.slice(0, 1) };
      else arrays[name] = { shape: [values.length, 1, 1], values };
    }
    return writeNpz(arrays);
  });
}

describe.each([
  ["classify", "mnist-tiny.yaml"],
  ["simulate", "two-neurons-ns.yaml"],
])("a finished run of kind %s", (kind, file) => {
  const [valid, dir] = [join(work, `${kind}-valid`), join(work, kind)];

  test("whatever its files hold", async () => {
    expect((await spikion("run", smoke(file), "--out", valid, "--quiet", "--workers", "1")).code).toBe(0);
    cpSync(valid, dir, { recursive: true });
    const bytes = (name: string) => new Uint8Array(readFileSync(join(valid, name)));
    const textOf = (name: string) => readFileSync(join(valid, name), "utf8");
    const named = <T>(name: string, input: fc.Arbitrary<T>) =>
      fc.tuple(fc.constant(name), input, fc.boolean());
    const inputs: fc.Arbitrary<[string, string | Uint8Array, boolean]>[] = [
      named("config.resolved.yaml", mutatedText(textOf("config.resolved.yaml"))),
      ...["metrics.json", "details.json", "manifest.json"].flatMap((name) => [
        named(name, mutatedJson(textOf(name))),
        named(name, mutatedText(textOf(name))),
      ]),
      ...["weights.npz", "details.npz"].flatMap((name) => [
        named(name, mutatedNpz(bytes(name))),
        named(name, mutated(bytes(name))),
      ]),
    ];
    const tally = await attack(
      `run folder, ${kind}`,
      fc.oneof(...inputs),
      async ([name, content, forged]) => {
        writeFileSync(join(dir, name), content);
        if (forged && name !== "manifest.json") {
          const manifest = JSON.parse(textOf("manifest.json"));
          manifest.files[name] = sha256(content);
          writeFileSync(join(dir, "manifest.json"), JSON.stringify(manifest));
        }
        const before = contents(dir);
        try {
          await commanded("report", dir);
          if (kind === "classify") await commanded("evaluate", dir, "--quiet", "--workers", "1");
        } finally {
          // What they were asked for: the report, and the folder of the evaluation.
          rmSync(join(dir, "evaluation"), { recursive: true, force: true });
          const { "report.html": _, ...after } = contents(dir);
          const { "report.html": __, ...was } = before;
          expect(after).toEqual(was);
          for (const put of [name, "manifest.json"]) copyFileSync(join(valid, put), join(dir, put));
        }
      },
      10,
    );
    expect(tally.tried).toBeGreaterThan(0);
  });
});

test("checkpoints of a run with numbers that no run has left there: resumed, or refused and nothing written", async () => {
  const [valid, dir] = [join(work, "cut-valid"), join(work, "cut")];
  const before = process.listenerCount("SIGINT");
  const timer = setInterval(() => {
    if (process.listenerCount("SIGINT") === before) return;
    clearInterval(timer);
    process.emit("SIGINT");
  }, 1);
  const set = ["--set", "train.images=80", "--set", "checkpoint.every=20"];
  await spikion("run", smoke("mnist-tiny.yaml"), "--out", valid, ...set, "--quiet", "--workers", "1");
  clearInterval(timer);
  const folder = join(valid, "checkpoints");
  const name = readdirSync(folder)
    .filter((one) => one.endsWith(".checkpoint"))
    .at(-1)!;
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const { about, saved } = readCheckpoint(bytes, name);
  const [numbers, arrays] = [Object.keys(saved.numbers), Object.keys(saved.arrays)];
  const value = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 1e30, -1e30, 2 ** 40, 1e-30);
  const edit = fc.tuple(fc.constantFrom(...numbers, ...arrays), fc.nat(), value);
  const forged = fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => {
    const copy = structuredClone(saved);
    for (const [field, at, x] of edits) {
      const array = copy.arrays[field];
      if (array) array[at % Math.max(1, array.length)] = x;
      else (copy.numbers as Record<string, number>)[field] = x;
    }
    return writeCheckpoint({ about, saved: copy });
  });
  const tally = await attack(
    "checkpoints of a run",
    fc.oneof(forged, forged, mutated(bytes)),
    async (content) => {
      rmSync(dir, { recursive: true, force: true });
      cpSync(valid, dir, { recursive: true });
      rmSync(join(dir, "metrics.json"), { force: true });
      writeFileSync(join(dir, "checkpoints", name), content);
      try {
        await commanded("resume", dir, "--quiet", "--workers", "1");
      } catch (error) {
        expect(existsSync(join(dir, "metrics.json"))).toBe(false);
        throw error;
      }
    },
    3,
  );
  expect(tally.tried).toBeGreaterThan(0);
});

test.each<[string, KindMetrics]>([
  ["classify", classifyResult().metrics],
  ["choice", choiceResult().metrics],
  ["simulate", simulateResult().metrics],
  ["figure", figureResult().metrics],
])("results in the folder of a sweep of kind %s", async (kind, metrics) => {
  const dir = join(work, `sweep-${kind}`);
  mkdirSync(join(dir, "points"), { recursive: true });
  const origin = {
    dataHash: null,
    modules: {},
    program: { spikion: "0", commit: null, code: "c0de" },
  };
  const block = blockOf({ seeds: 1, axes: { x: { path: "a.b", values: [0, 1] } } });
  const jobs = pointsOf(block).map((point, k) => ({ point, seed: "1", set: [], key: `${k}`.repeat(24) }));
  const plan = { name: "study", kind, text: "name: study", block, about: {}, jobs } as unknown as Plan;
  const valid = formatRun(jobs[0]!.key, { metrics, assumed: { device: "d", numbers: ["gMin"] }, ...origin });
  const forged = mutatedJson(valid).map((text) => {
    try {
      const { content: _, ...whole } = JSON.parse(text);
      return JSON.stringify({ ...whole, content: sha256(JSON.stringify(whole)) });
    } catch {
      return text; // nested too deeply to be written again
    }
  });
  const store = await openStore(dir, { originOf: () => origin, acceptMixed: false, notice: () => {} });
  const input = fc.oneof(forged, forged, mutatedText(valid));
  const tally = await attack(
    `sweep of ${kind}`,
    input,
    async (text) => {
      writeFileSync(join(dir, "points", `${jobs[0]!.key}.json`), text);
      await checkResults(dir, jobs, store);
      const kept = await Promise.all(jobs.map((job) => store.read(job)));
      const outcomes = jobs.map((job, k) => ({ job, ...kept[k] }));
      const summary = await writeSweep(dir, plan, outcomes);
      summaryText(summary);
      for (const name of ["table.json", "summary.json"]) JSON.parse(readFileSync(join(dir, name), "utf8"));
    },
    10,
  );
  expect(tally.tried).toBeGreaterThan(0);
});
