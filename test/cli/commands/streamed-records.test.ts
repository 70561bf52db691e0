/** Recordings that go to disk while a simulation goes on: `keep: disk`. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNpy } from "../../../src/platform/npy.js";
import { readNpz } from "../../../src/platform/npz.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-streamed-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...name: string[]) => join(folder, ...name);

const probes = (keep: string) =>
  [
    "kind: spikes, of: exc",
    "kind: spikes, of: input",
    "kind: voltage, of: exc, neurons: [0, 2], every: 5 ms",
    "kind: voltage, of: exc, neurons: [1], every: 5 ms",
    "kind: state, of: exc, variable: v, every: 5 ms",
    "kind: histogram, of: learns, bins: 4, every: 20 ms",
    "kind: conductance, of: learns, every: 50 ms",
  ].map((probe) => `  - {${probe}, keep: ${keep}}`);
const config = (keep: string) => `kind: simulate
seed: "3"
network:
  tick: 0.1 ms
  populations:
    input: {size: 6}
    exc: {size: 3, neuron: lif-exp, current: {constant: 18 mV, noise: {sd: 1 mV, tau: 5 ms}}}
  projections:
    learns: {from: input, to: exc, rule: {probability: 0.5}, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 1 mV}}}
duration: 2 s
sources: {input: {model: poisson-rate, rate: 100 Hz}}
checkpoint: {every: 2000}
probes:
${probes(keep).join("\n")}
`;

const run = async (keep: string, name: string, ...more: string[]) => {
  writeFileSync(at(`${keep}.yaml`), config(keep));
  return await spikion("run", at(`${keep}.yaml`), "--out", at(name), "--quiet", ...more);
};
const bytesIn = (name: string) =>
  Object.fromEntries(readdirSync(at(name, "records")).map((f) => [f, readFileSync(at(name, "records", f))]));

/** Ctrl-C once there are two checkpoints. */
async function interrupted(name: string) {
  const kept = () => {
    const dir = at(name, "checkpoints");
    return existsSync(dir) ? readdirSync(dir).filter((f) => f.endsWith(".checkpoint")).length : 0;
  };
  const timer = setInterval(() => {
    if (kept() < 2) return;
    clearInterval(timer);
    process.emit("SIGINT");
  }, 1);
  return await run("disk", name).finally(() => clearInterval(timer));
}

beforeAll(async () => {
  for (const keep of ["memory", "disk"]) {
    const { code, err } = await run(keep, keep);
    expect(code, err).toBe(0);
  }
});

test("the files on disk have the numbers that memory would have held, to the bit", () => {
  const held = readNpz(new Uint8Array(readFileSync(at("memory", "details.npz"))));
  for (const name of [
    "exc-time",
    "exc-index",
    "input-time",
    "input-index",
    "exc-v",
    "learns-histogram",
    "learns-g",
  ]) {
    const own = readNpy(new Uint8Array(readFileSync(at("disk", "records", `${name}.npy`))), name);
    // Samples of all synapses are flat in both.
    expect(own.values, name).toEqual(held[name]!.values);
    expect(own.shape, name).toEqual(held[name]!.shape);
    expect(own.values.length, name).toBeGreaterThan(0);
  }
  // Names of a second and a third probe of the same variable.
  expect(readdirSync(at("disk", "records"))).toEqual(expect.arrayContaining(["exc-v-2.npy", "exc-v-3.npy"]));
  expect(readdirSync(at("disk"))).not.toContain("checkpoints");
  expect(readNpz(new Uint8Array(readFileSync(at("disk", "details.npz"))))).not.toHaveProperty("exc-time");
});

describe("a run that was cut short", () => {
  test("has no recording under a final name, and resumed it has the same bytes", async () => {
    expect((await interrupted("cut")).code).toBe(130);
    expect(existsSync(at("cut", "records"))).toBe(false);
    const early = await spikion("records", at("cut"), "--probe", "0", "--out", at("early.csv"));
    expect(early.code).toBe(2);
    expect(early.err).toMatch(
      /the run was interrupted, and its recordings on disk are not whole; accepted: .* spikion resume/,
    );
    // What a killed process wrote after its last checkpoint.
    appendFileSync(at("cut", "checkpoints", "exc-time.npy.growing"), Buffer.alloc(1000, 7));
    const { code, err } = await spikion("resume", at("cut"), "--quiet");
    expect(code, err).toBe(0);
    expect(bytesIn("cut")).toEqual(bytesIn("disk"));
  });

  test("is not resumed over a recording that is shorter than the checkpoint counts on", async () => {
    await interrupted("short");
    truncateSync(at("short", "checkpoints", "exc-v.npy.growing"), 130);
    const { code, err } = await spikion("resume", at("short"), "--quiet");
    expect(code).toBe(2);
    expect(err).toMatch(
      /exc-v\.npy\.growing: the recording has 130 bytes, and the checkpoint counts on \d+; accepted/,
    );
  });
});

describe("spikion records", () => {
  test("lists what is on disk", async () => {
    const { out } = await spikion("records", at("disk"));
    expect(out).toMatch(
      /^0 {2}spikes of exc, on disk: records\/exc-time\.npy \d+, records\/exc-index\.npy \d+$/m,
    );
    expect(out).toMatch(
      /^2 {2}voltage of exc, on disk: records\/exc-v-time\.npy 400, records\/exc-v\.npy 400 x 2$/m,
    );
  });

  test.each(["0", "1", "4", "5", "6"])("writes the same CSV of probe %s as from memory", async (probe) => {
    for (const name of ["memory", "disk"]) {
      const { code, err } = await spikion("records", at(name), "--probe", probe, "--out", at(`${name}.csv`));
      expect(code, err).toBe(0);
    }
    expect(readFileSync(at("disk.csv"), "utf8")).toBe(readFileSync(at("memory.csv"), "utf8"));
  });

  test("writes Parquet, and all as npz", async () => {
    await spikion("records", at("disk"), "--probe", "2", "--out", at("v.parquet"));
    const parquet = readFileSync(at("v.parquet"));
    expect([parquet.subarray(0, 4), parquet.subarray(-4)].map(String)).toEqual(["PAR1", "PAR1"]);
    expect((await spikion("records", at("disk"), "--out", at("all.npz"))).code).toBe(0);
    const arrays = readNpz(new Uint8Array(readFileSync(at("all.npz"))));
    expect(arrays["exc-v"]!.shape).toEqual([400, 2]);
    expect(arrays["learns-histogram-edges"]!.shape).toEqual([5]);
  });

  test("refuses a file that is missing, and check finds one that was changed", async () => {
    cpSync(at("disk"), at("changed"), { recursive: true });
    appendFileSync(at("changed", "records", "exc-v.npy"), "x");
    const { code, err } = await spikion("check", at("changed"));
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("exc-v.npy: is damaged or was changed after the run"),
    ]);
    rmSync(at("changed", "records", "exc-time.npy"));
    const gone = await spikion("records", at("changed"), "--probe", "0", "--out", at("gone.csv"));
    expect([gone.code, gone.err]).toEqual([2, expect.stringContaining("exc-time.npy: is missing")]);
    expect(existsSync(at("gone.csv"))).toBe(false);
  });
});

test("neither spikes of each neuron nor rates grow: keep is refused there", async () => {
  const { code, err } = await spikion(
    "check",
    at("disk.yaml"),
    "--set",
    "probes=[{kind: rate, of: exc, keep: disk}]",
  );
  expect(code).toBe(2);
  expect(err).toMatch(/probes\.0\.keep: unknown key "keep"/);
});
