import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { spikion } from "../spikion.js";

const FILE = join(packageRoot, "experiments", "studies", "coincidence.yaml");
const SET = ["--set", "duration=6 s", "--set", "checkpoint.every=500", "--quiet"];
const folder = () => join(mkdtempSync(join(tmpdir(), "spikion-resume-")), "run");

/** What a run leaves but for wall time: metrics, and the bytes of weights and curves. */
function left(dir: string) {
  const { seconds, ...metrics } = JSON.parse(readFileSync(join(dir, "metrics.json"), "utf8"));
  const bytes = ["weights.npz", "details.npz", "details.json"].map((name) => readFileSync(join(dir, name)));
  return { metrics, bytes };
}

/** A simulation that Ctrl-C ends when it has written two checkpoints. */
async function interrupted(out: string) {
  const checkpoints = () => {
    try {
      return readdirSync(join(out, "checkpoints")).filter((name) => name.endsWith(".checkpoint"));
    } catch {
      return [];
    }
  };
  const timer = setInterval(() => {
    if (checkpoints().length < 2) return;
    clearInterval(timer);
    process.emit("SIGINT");
  }, 1);
  return await spikion("run", FILE, "--out", out, ...SET).finally(() => clearInterval(timer));
}

let whole: ReturnType<typeof left>;
beforeAll(async () => {
  const out = folder();
  expect((await spikion("run", FILE, "--out", out, ...SET)).code).toBe(0);
  whole = left(out);
});

test("an interrupted simulation is written, kept, and ends by resume in the same bytes", async () => {
  const out = folder();
  expect((await interrupted(out)).code).toBe(130);
  expect(left(out).metrics.interrupted).toBe(true);

  const again = await spikion("run", FILE, "--out", out, ...SET);
  expect(again.code).toBe(2);
  expect(again.err).toContain(`${out} holds this run, unfinished. To resume it: spikion resume ${out}`);

  const { code, err } = await spikion("resume", out);
  expect(err).toMatch(/resuming after \d+ ticks/);
  expect(code).toBe(0);
  expect(left(out)).toEqual(whole);
  expect(readdirSync(out)).not.toContain("checkpoints");
  expect((await spikion("resume", out)).err).toContain("is finished: there is nothing to resume");
});

describe("what cannot be resumed", () => {
  test("a damaged checkpoint is put aside for the one before, and all damaged means from the start", async () => {
    const out = folder();
    await interrupted(out);
    const names = readdirSync(join(out, "checkpoints")).filter((name) => name.endsWith(".checkpoint"));
    const damage = (name: string) => {
      const bytes = readFileSync(join(out, "checkpoints", name));
      bytes[bytes.length >> 1]! ^= 1;
      writeFileSync(join(out, "checkpoints", name), bytes);
    };
    for (const name of names) damage(name);
    const { code, err } = await spikion("resume", out);
    expect(err.match(/is damaged \(its sha256 is another\)/g)).toHaveLength(2);
    expect(err).toContain("there is no checkpoint: beginning at the start");
    expect(code).toBe(0);
    expect(left(out)).toEqual(whole);
  });

  test("a checkpoint of another version of the format is refused and left as it is", async () => {
    const out = folder();
    await interrupted(out);
    const { readCheckpoint } = await import("../../../src/report/formats/checkpoint.js");
    const name = readdirSync(join(out, "checkpoints"))
      .filter((n) => n.endsWith(".checkpoint"))
      .sort()
      .at(-1)!;
    const path = join(out, "checkpoints", name);
    const text = readFileSync(path).subarray(0, -32);
    const other = Buffer.from(
      text.toString("latin1").replace(/"formatVersion":\d+/, '"formatVersion":1'),
      "latin1",
    );
    const { createHash } = await import("node:crypto");
    const bytes = Buffer.concat([other, createHash("sha256").update(other).digest()]);
    writeFileSync(path, bytes);
    expect(() => readCheckpoint(bytes, name)).toThrow(/formatVersion is 1, not \d/);
    const { code, err } = await spikion("resume", out);
    expect(code).toBe(2);
    expect(err).toMatch(/cannot be resumed from: .*another version of spikion.*spikion run … --restart/);
    expect(readdirSync(join(out, "checkpoints"))).toContain(name);
  });

  test("a config that was changed meanwhile, naming the key", async () => {
    const out = folder();
    await interrupted(out);
    const path = join(out, "config.resolved.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace("duration: 6 s", "duration: 7 s"));
    const { code, err } = await spikion("resume", out);
    expect(code).toBe(2);
    expect(err).toContain("changed since the run began (duration)");
  });
});
