/** Spikes of recordings: events of cameras beside CSV and npz. Data files were written by iniVation's dv-processing 2.0.4. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadExperimentText } from "../../src/config/load.js";
import { readAedat4 } from "../../src/dataset/readers/aedat4.js";
import { readAerBin } from "../../src/dataset/readers/aer-bin.js";
import { runSimulate } from "../../src/experiment/kinds/simulate/run.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { noticesBefore } from "../../src/experiment/run.js";
import { unLz4 } from "../../src/platform/lz4.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

const data = (name: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`data/${name}`, import.meta.url))));
const written = JSON.parse(new TextDecoder().decode(data("events.json"))) as Record<
  "t" | "x" | "y" | "on",
  number[]
>;
const MOST = 1e6;

describe("AEDAT4", () => {
  test.each(["events.aedat4", "events-lz4.aedat4"])(
    "%s: every event as it was written, times from the first on",
    (name) => {
      const { time, x, y, on } = readAedat4(data(name), MOST);
      expect([...time].map((t) => Math.round(t * 1e6))).toEqual(written.t);
      expect([[...x], [...y], [...on]]).toEqual([written.x, written.y, written.on]);
    },
  );

  test("Zstandard is refused with what else there is", () => {
    expect(() => readAedat4(data("events-zstd.aedat4"), MOST)).toThrow(
      "is compressed with Zstandard; accepted: LZ4 or none",
    );
  });

  test("a file that ends too early, or is none, is refused wherever it is cut", () => {
    const whole = data("events-lz4.aedat4");
    expect(() => readAedat4(whole.subarray(0, 5), MOST)).toThrow('does not begin with "#!AER-DAT4.0"');
    for (let cut = 20; cut < whole.length; cut += 37) {
      const read = () => readAedat4(whole.slice(0, cut), MOST).time.length;
      // Behind the last packet there is a table of packets, which nobody needs.
      try {
        expect(read()).toBeLessThanOrEqual(written.t.length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        expect((error as Error).message).not.toMatch(/DataView/);
      }
    }
  });

  test("a frame that would inflate beyond what is accepted is refused", () => {
    expect(() => readAedat4(data("events-lz4.aedat4"), 500)).toThrow("holds more than 500 bytes");
    expect(() =>
      unLz4(Uint8Array.from([4, 34, 77, 24, 64, 64, 192, 4, 0, 0, 0, 16, 255, 5, 0, 0, 0, 0, 0]), MOST),
    ).toThrow(RangeError);
  });
});

/** Events as N-MNIST writes them. */
const aer = (...events: [x: number, y: number, on: number, us: number][]) =>
  Uint8Array.from(
    events.flatMap(([x, y, on, us]) => [x, y, (on << 7) | (us >> 16), (us >> 8) & 255, us & 255]),
  );

describe("AER as in N-MNIST", () => {
  test("40 bits an event, and an event at row 240 moves the clock on by 8,192 us", () => {
    const { time, x, y, on } = readAerBin(aer([3, 4, 1, 70_000], [0, 240, 0, 0], [5, 6, 0, 5]));
    expect([...time].map((t) => Math.round(t * 1e6))).toEqual([70_000, 8197]);
    expect([[...x], [...y], [...on]]).toEqual([
      [3, 5],
      [4, 6],
      [1, 0],
    ]);
  });

  test("a length that is no multiple of five bytes is refused", () => {
    expect(() => readAerBin(new Uint8Array(7))).toThrow("has 7 bytes; accepted: 5 for each event");
  });
});

const experiment = (spikes: string, size: string) => `
kind: simulate
seed: "1"
network:
  tick: 1 ms
  populations: {input: {size: ${size}}}
  projections: {}
duration: 60 ms
sources: {input: {model: file, spikes: ${spikes}}}
probes: [{kind: spikes, of: input}]
`;

async function loaded(spikes: string, size: string, files: Record<string, Uint8Array | string>) {
  const { spec } = await loadExperimentText(memoryFiles(files), experiment(spikes, size), "/x.yaml");
  return spec as SimulateSpec;
}

async function spikesOf(spec: SimulateSpec): Promise<string[]> {
  const [record] = (await runSimulate(spec, {})).records;
  if (record?.kind !== "spikes") throw new Error("no spikes");
  return [...record.time].map((t, k) => `${Math.round(t / 1e-3)}:${record.index[k]}`);
}

describe("a source plays", () => {
  const files = { "a.bin": aer([2, 1, 1, 3000], [2, 1, 1, 3400], [0, 0, 0, 5000], [1, 0, 1, 20_000]) };

  test("ON and OFF events in two planes; two of a pixel within a tick are one spike, and told of", async () => {
    const spec = await loaded("a.bin", "[2, 2, 3]", files);
    expect(await spikesOf(spec)).toEqual(["3:5", "5:6", "20:1"]);
    expect(noticesBefore(spec).all.join()).toMatch(
      /1 of 4 spikes falls on a tick .* on which the neuron spikes already/,
    );
  });

  test("both together in one plane", async () => {
    expect(await spikesOf(await loaded("a.bin", "[2, 3]", files))).toEqual(["3:5", "5:0", "20:1"]);
  });

  test("the same spikes from a recording of each kind", async () => {
    const csv = `time_s,index\n${written.t.map((us, k) => `${us / 1e6},${((1 - written.on[k]!) * 5 + written.y[k]!) * 6 + written.x[k]!}`).join("\n")}\n`;
    const given = { "a.csv": csv, "a.aedat4": data("events-lz4.aedat4") };
    const camera = await spikesOf(await loaded("a.aedat4", "[2, 5, 6]", given));
    expect(camera).toEqual(await spikesOf(await loaded("a.csv", "60", given)));
    expect(camera.length).toBeGreaterThan(50);
  });

  test.each([
    [
      "a list of neurons",
      "a.bin",
      "12",
      /a\.bin: has events of pixels, and the population is a list of 12; accepted: size: \[2, rows, columns\]/,
    ],
    [
      "too few places",
      "a.bin",
      "[2, 2, 2]",
      /a\.bin: event 0 is at column 2, row 1; accepted: 0 to 1, 0 to 1/,
    ],
    ["no such file", "b.bin", "[2, 2, 2]", /b\.bin: there is no such file; accepted/],
    ["another thing", "c.aedat4", "[2, 2, 2]", /c\.aedat4: does not begin with/],
  ])("and refuses %s", async (_, name, size, message) => {
    await expect(loaded(name, size, { ...files, "c.aedat4": "text" })).rejects.toThrow(message);
  });
});
