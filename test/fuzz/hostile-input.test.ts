/** Whatever a file holds: read, or refused with a message; no hang, no memory on a header's word, no way out of a folder. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { applyOverrides, parseOverrides } from "../../src/config/override.js";
import { parseRates } from "../../src/config/rate-file.js";
import { parseYaml } from "../../src/config/yaml.js";
import type { Unit } from "../../src/core/params.js";
import { parseQuantity } from "../../src/core/units.js";
import { locate } from "../../src/dataset/locate.js";
import { readIdxLabels, readIdxPair } from "../../src/dataset/readers/idx.js";
import { readWaveformFile } from "../../src/node/config.js";
import { disk } from "../../src/node/disk.js";
import { readRunFolder } from "../../src/node/run-folder.js";
import { RunInProgress } from "../../src/node/unfinished.js";
import { readNpz, writeNpz } from "../../src/platform/npz.js";
import { readCheckpoint, writeCheckpoint } from "../../src/report/formats/checkpoint.js";
import { unpack } from "../../src/report/formats/packed.js";
import { load, SIMULATE } from "../config/small.js";
import { idxImages, idxLabels } from "../dataset/fixtures.js";
import { attack, mutated, mutatedText } from "./mutations.js";

const work = mkdtempSync(join(tmpdir(), "spikion-fuzz-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Inputs that are written to a file first, which takes longer than all else. */
const OF_FILES = 300;

/** Enough were tried, and not all of them were beside the point. */
const tried = ({ tried, refused }: { tried: number; refused: number }) => {
  expect(tried).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(0);
};

test("YAML text", async () => {
  tried(
    await attack("yaml", fc.oneof(mutatedText(SIMULATE), fc.string()), (text) => parseYaml(text, "x.yaml")),
  );
});

test("experiments as a whole", async () => {
  tried(await attack("experiment", mutatedText(SIMULATE), (text) => load(text), 400));
});

test("--set", async () => {
  const key = fc.oneof(
    fc.constantFrom(
      "__proto__",
      "constructor.prototype",
      "network",
      "seed",
      "network.populations.__proto__.size",
    ),
    fc.string({ maxLength: 10 }),
  );
  const value = fc.oneof(
    fc.constantFrom("{__proto__: {polluted: 1}}", "1", "[1, 2]"),
    fc.string({ maxLength: 20 }),
  );
  const setting = fc.tuple(key, value).map(([k, v]) => `${k}=${v}`);
  const document = parseYaml(SIMULATE, "x.yaml");
  tried(
    await attack("settings", fc.array(setting, { minLength: 1, maxLength: 3 }), (all) => {
      applyOverrides(document, parseOverrides(all));
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    }),
  );
});

test("quantities, in a time that grows with the text and no faster", async () => {
  const units: Unit[] = ["1", "s", "V", "S", "ohm", "S/s", "K"];
  const text = fc.oneof(
    mutatedText("-12.5e-3 mV"),
    fc
      .tuple(fc.constantFrom("1", "+", "e", " ", ".", "µ"), fc.nat(50_000))
      .map(([c, n]) => `${c.repeat(n)}x`),
  );
  const input = fc.tuple(text, fc.constantFrom(...units));
  tried(
    await attack("quantity", input, ([quantity, unit]) => {
      const started = process.cpuUsage();
      try {
        expect(Number.isFinite(parseQuantity(quantity, unit))).toBe(true);
      } finally {
        // Of computing, not of waiting for a busy machine; µs.
        expect(process.cpuUsage(started).user).toBeLessThan(1e6);
      }
    }),
  );
});

test("IDX files, plain and gzipped", async () => {
  const images = idxImages(
    [3, 2, 2],
    Array.from({ length: 12 }, (_, k) => k),
  );
  const labels = idxLabels([0, 1, 2]);
  const file = join(work, "images");
  const labelFile = join(work, "labels");
  writeFileSync(labelFile, labels);
  const input = fc.oneof(mutated(images), mutated(new Uint8Array(gzipSync(images))));
  tried(
    await attack(
      "idx",
      input,
      (bytes) => {
        writeFileSync(file, bytes);
        readIdxPair(disk, file, labelFile, 10);
      },
      OF_FILES,
    ),
  );
  tried(
    await attack(
      "idx labels",
      fc.oneof(mutated(labels), mutated(new Uint8Array(gzipSync(labels)))),
      (bytes) => {
        writeFileSync(file, bytes);
        readIdxLabels(disk, file, 10);
      },
      OF_FILES,
    ),
  );
});

test("npz files", async () => {
  const npz = writeNpz({
    a: { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    b: { shape: [], values: Int32Array.of(7) },
  });
  tried(await attack("npz", mutated(npz), (bytes) => readNpz(bytes)));
});

test("packed details", async () => {
  const arrays = { x: { shape: [1], values: Float64Array.of(1) } };
  const valid = '{"result":{"$array":"x"},"facts":{"n":{"$number":"NaN"}}}';
  tried(
    await attack("details", mutatedText(valid), (text) => {
      try {
        unpack(text, arrays);
      } catch (error) {
        // The reader of run folders names the file.
        if (error instanceof SyntaxError) throw Object.assign(error, { name: "RunFolderError" });
        throw error;
      }
    }),
  );
});

test("tables of rates", async () => {
  const csv = "voltage_V,rate_S_per_s\n-2,-1e-9\n-1,-1e-10\n1,1e-10\n2,1e-9\n";
  tried(await attack("csv", mutatedText(csv), (text) => parseRates(text, "x.csv")));
});

test("waveform files", async () => {
  const yaml = 'pre: [["0 ms", "3 V"], ["20 ms", "0 V"]]\npost: [["0 ms", "10 V"], ["10 ms", "10 V"]]\n';
  const file = join(work, "waves.yaml");
  tried(
    await attack(
      "waveforms",
      mutatedText(yaml),
      (text) => {
        writeFileSync(file, text);
        readWaveformFile(file);
      },
      OF_FILES,
    ),
  );
});

test("checkpoints, damaged and forged with a right checksum", async () => {
  const valid = writeCheckpoint({
    about: { version: "1", configHash: "0".repeat(64), dataHash: null, done: 5 },
    saved: { numbers: { a: 1 }, arrays: { b: Float32Array.of(1, 2, 3), c: Int32Array.of(4) } },
  });
  tried(await attack("checkpoint", mutated(valid), (bytes) => readCheckpoint(bytes, "x")));
  const forged = mutated(valid.subarray(0, -32)).map((bytes) =>
    Buffer.concat([bytes, createHash("sha256").update(bytes).digest()]),
  );
  tried(await attack("forged checkpoint", forged, (bytes) => readCheckpoint(bytes, "x")));
});

test("what an unfinished run says of itself", async () => {
  const dir = join(work, "run");
  const about = { config: "a: 1\n", dataHash: null, startedAt: "2025-01-01T10:00:00Z", version: "0" };
  const run = await RunInProgress.begin(dir, about);
  await run.leave();
  const path = join(dir, "checkpoints", "run.json");
  const valid = readFileSync(path, "utf8");
  tried(
    await attack(
      "run.json",
      mutatedText(valid),
      async (text) => {
        writeFileSync(path, text);
        const again = await RunInProgress.reopen(dir);
        await again.leave();
      },
      OF_FILES,
    ),
  );
  tried(
    await attack(
      "manifest.json",
      mutatedText('{"format": "spikion-run", "formatVersion": 1}'),
      async (text) => {
        writeFileSync(join(dir, "manifest.json"), text);
        await readRunFolder(dir);
      },
      OF_FILES,
    ),
  );
});

test("no name in a manifest leads out of its folder", async () => {
  const part = fc.oneof(
    fc.constantFrom("..", ".", "", "/", "a", "..\\", "....//", "%2e%2e", "\u0000", "C:", "~"),
    fc.string({ maxLength: 5 }),
  );
  const path = fc.array(part, { maxLength: 6 }).map((parts) => parts.join("/"));
  tried(
    await attack("paths", fc.tuple(path, path), ([directory, name]) => {
      // The manifest's own folder may be absolute: that is the user's to say. What is in it may not.
      const at = locate(disk, { name: "x", directory: directory.replace(/^\/+/, "") }, work);
      const file = at.path(name);
      expect(file.startsWith(at.directory + sep)).toBe(true);
      expect(at.directory === work || at.directory.startsWith(work + sep)).toBe(true);
    }),
  );
});
