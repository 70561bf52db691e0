import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { describeSweep } from "../../../src/cli/sweep-progress.js";
import { packageRoot } from "../../../src/node/config.js";
import { lines, picturesOf, wordsOf } from "../../golden/kept.js";
import { installed, redisServer } from "../queue/redis.js";
import { spikion as refusing, builtSpikion as spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-sweep-"));
const D2D = "network.projections.feedforward.synapses.eis.variability.d2d";

/** A sweep of tiny runs; `axes` and the rest of its block as YAML. */
function fileWith(name: string, block: string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `extends: ${packageRoot}/experiments/quickstart-pixels.yaml
dataset: mnist-10k
network: {populations: {output: {size: 5}}}
train: {images: 30}
label: {images: 20}
test: {images: 20}
sweep:
${block}`,
  );
  return file;
}

/** The same in a process of its own, beside others. */
function inProcess(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(packageRoot, "dist", "cli", "main.js"), ...args],
      { maxBuffer: 1e8 },
      (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

const TABLES = ["table.csv", "table.json", "table.parquet", "runs.csv", "summary.json", "report.html"];
const hashes = (dir: string) =>
  TABLES.map((f) =>
    createHash("sha256")
      .update(readFileSync(join(dir, f)))
      .digest("hex"),
  );

const SMALL = `  seeds: 2
  axes: {sigma: {path: ${D2D}, values: [0, 80 %]}}
  baseline: {sigma: 0}
`;

describe("a small sweep", () => {
  const file = fileWith("small", SMALL);
  const one = join(folder, "one");
  let first: Awaited<ReturnType<typeof spikion>>;

  beforeAll(async () => {
    first = await spikion("sweep", file, "--workers", "1", "--out", one, "--json", "--quiet");
  });

  test("prints its summary as one line: means, per-seed values, paired differences", () => {
    expect(first).toMatchObject({ code: 0, err: "" });
    const summary = JSON.parse(first.out);
    expect(summary.runs).toEqual({ done: 4, failed: 0, missing: 0 });
    const { bySeed, difference } = summary.points[1].measures["accuracy.classMean"];
    expect(Object.keys(bySeed)).toEqual(["1", "2"]);
    expect(difference.n).toBe(2);
    expect(summary.points[0].measures["energy.perImage"].unit).toBe("J");
  });

  test("says what it has always said: summary, table and report", async () => {
    const text = (name: string) => readFileSync(join(one, name), "utf8");
    const kept = [
      "# summary",
      ...lines(JSON.parse(text("summary.json"))),
      "# table.csv",
      text("table.csv").trim(),
      "# report",
      ...wordsOf(text("report.html")),
      "# pictures",
      ...picturesOf(text("report.html")),
    ];
    await expect(`${kept.join("\n")}\n`).toMatchFileSnapshot("../../golden/results/sweep.txt");
  });

  test("two workers leave the same bytes as one", async () => {
    const two = join(folder, "two");
    await spikion("sweep", file, "--workers", "2", "--out", two, "--quiet");
    expect(hashes(two)).toEqual(hashes(one));
  });

  test("shards that fill one folder at once, one of them twice, leave the same bytes when a sweep reports", async () => {
    const shared = join(folder, "shared");
    const shard = (which: string) =>
      inProcess("sweep", file, "--shard", which, "--workers", "1", "--out", shared, "--quiet");
    const ended = await Promise.all(["1/3", "1/3", "2/3"].map(shard));
    expect(ended).toEqual(Array(3).fill({ code: 0, out: "", err: "" }));
    expect(readdirSync(shared)).toEqual(["live.jsonl", "points"]);
    // Of the third shard nothing is known: the sweep does its runs.
    expect(readdirSync(join(shared, "points"))).toHaveLength(3);
    await spikion("sweep", file, "--workers", "1", "--out", shared, "--quiet");
    expect(hashes(shared)).toEqual(hashes(one));
  });

  test.skipIf(!installed)("workers at a Redis server leave the same bytes, and no password", async () => {
    const redis = await redisServer({ password: "geheim" });
    const queued = join(folder, "queued");
    const main = join(packageRoot, "dist", "cli", "main.js");
    const worker = spawn(process.execPath, [main, "worker", redis.url, "--concurrency", "1"]);
    let told = "";
    worker.stderr.on("data", (chunk) => {
      told += String(chunk);
    });
    try {
      const { code, out, err } = await spikion("sweep", file, "--out", queued, "--queue", redis.url);
      expect(code).toBe(0);
      worker.kill("SIGTERM");
      expect(await once(worker, "close")).toEqual([0, null]);
      expect(told).toMatch(/\n4 points done\n$/);
      const files = readdirSync(queued).filter((name) => name !== "points");
      const texts = files.map((name) => readFileSync(join(queued, name), "latin1"));
      expect([...texts, told, out, err].filter((text) => text.includes("geheim"))).toEqual([]);
    } finally {
      worker.kill("SIGKILL");
      await redis.end();
    }
    expect(hashes(queued)).toEqual(hashes(one));
  });

  test("started again it runs only what is missing, and the table is the same", async () => {
    const before = hashes(one);
    const points = join(one, "points");
    const [lost, ...kept] = readdirSync(points).sort();
    const times = kept.map((f) => readFileSync(join(points, f), "utf8"));
    rmSync(join(points, lost!));
    const { code, err } = await spikion("sweep", file, "--workers", "1", "--out", one, "--resume");
    expect(code).toBe(0);
    expect(err).toMatch(/3 of them from before/);
    expect(readdirSync(points).sort()).toEqual([lost!, ...kept]);
    expect(kept.map((f) => readFileSync(join(points, f), "utf8"))).toEqual(times);
    expect(hashes(one)).toEqual(before);
  });
});

test("a point that fails is reported, and the others are there", async () => {
  const file = fileWith(
    "failing",
    `  seeds: 1
  axes:
    what:
      cases:
        good: {train.images: 30}
        no such device: {network.projections.feedforward.synapses.eis.device: abacus}
        too long a line: {network.projections.feedforward.synapses.eis.nonIdeal.line.resistance: 1 Mohm}
`,
  );
  const dir = join(folder, "failing-out");
  const { code, out, err } = await spikion("sweep", file, "--workers", "1", "--out", dir);
  expect(code).toBe(1);
  expect(err).toMatch(/failed: what=no such device, seed 1: .*"abacus" is not a device/);
  expect(err).toMatch(/failed: what=too long a line, seed 1: .*first-order model/);
  expect(out).toMatch(/2 runs failed/);
  expect(readFileSync(join(dir, "table.csv"), "utf8")).toMatch(/^good,1,accuracy\.classMean,1,/m);
  expect(readFileSync(join(dir, "runs.csv"), "utf8")).toMatch(/no such device,1,failed/);
});

describe("exits with 2, saying what to mend:", () => {
  test.each<[string, string, string[], RegExp]>([
    [
      "an axis that is none",
      "  axes: {sigma: {values: [1]}}\n",
      [],
      /sweep\.axes\.sigma\.path: is missing; accepted: a dotted path such as train\.images/,
    ],
    [
      "a path that no point can set",
      SMALL.replace("variability.d2d", "variability.d3d"),
      [],
      /no point has a config that runs:\nsigma=0: .*d3d: .*unknown key/,
    ],
    ["an unknown key", `${SMALL}  sedes: 3\n`, [], /sedes/],
    [
      "a baseline without its axis",
      `${SMALL.replace("baseline: {sigma", "baseline: {tau")}`,
      [],
      /there is no axis "tau"; accepted: "sigma"/,
    ],
    [
      "nothing to resume",
      SMALL,
      ["--resume", "--out", join(folder, "nowhere")],
      /--resume: .* holds no sweep/,
    ],
    ["a wrong number of workers", SMALL, ["--workers", "0"], /--workers: "0" is not accepted/],
    [
      "a shard that is none",
      SMALL,
      ["--shard", "0/4"],
      /--shard: "0\/4" is not accepted; accepted: i\/n with/,
    ],
    ["a shard with a report", SMALL, ["--shard", "1/4", "--json"], /a shard leaves results and no report/],
    [
      "a shard that forgets",
      SMALL,
      ["--shard", "1/4", "--restart"],
      /would forget what other shards have done/,
    ],
    ["an order without a queue", SMALL, ["--pause"], /--pause is for a sweep in a queue/],
    [
      "two orders",
      SMALL,
      ["--queue", "redis://x", "--pause", "--unpause"],
      /--pause and --unpause do not go/,
    ],
    [
      "workers of a queue",
      SMALL,
      ["--queue", "redis://x", "--workers", "2"],
      /--workers counts processes of this/,
    ],
    [
      "a priority that is none",
      SMALL,
      ["--queue", "redis://x", "--priority", "high"],
      /--priority: "high" is not/,
    ],
    [
      "a queue that is none",
      SMALL,
      ["--queue", "http://:s@x"],
      /--queue: "http:\/\/" is not a protocol of Redis/,
    ],
  ])("%s", async (name, block, args, message) => {
    const { code, err } = await refusing("sweep", fileWith(name.replaceAll(" ", "-"), block), ...args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  test("a file without a sweep", async () => {
    const { code, err } = await refusing("sweep", join(packageRoot, "experiments", "quickstart.yaml"));
    expect(err).toMatch(/sweep: is missing/);
    expect(code).toBe(2);
  });
});

test("progress says what is left from what this start has done, not from what was there", () => {
  expect(describeSweep(35, 6, 8, 0.5, 100)).toBe("8/35 runs, 6 of them from before, 17 min 40 s left");
  expect(describeSweep(4, 0, 0, 0, 1)).toBe("0/4 runs");
  expect(describeSweep(4, 0, 4, 0, 90)).toBe("4/4 runs, 1 min 30 s");
});
