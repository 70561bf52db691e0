/** The two forms of files, and what is read through them. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loadExperimentText } from "../../src/config/load.js";
import { manifestForDirectory } from "../../src/dataset/directory.js";
import { loadDataset } from "../../src/dataset/manifest.js";
import { disk } from "../../src/node/disk.js";
import { FileError, type Files } from "../../src/platform/files.js";
import { gunzip } from "../../src/platform/gunzip.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { SIMULATE } from "../config/small.js";
import { directoryWith, tinySet } from "../dataset/fixtures.js";

const contents = { "a.txt": "µS", "set.idx": Uint8Array.of(1, 2, 3) };
const forms: [string, () => { files: Files; folder: string }][] = [
  ["a disk", () => ({ files: disk, folder: directoryWith(contents) })],
  ["memory", () => ({ files: memoryFiles(contents, { cwd: "/data" }), folder: "/data" })],
];

describe.each(forms)("files of %s", (_, make) => {
  const trouble = (call: () => unknown): unknown => {
    try {
      call();
      return undefined;
    } catch (error) {
      return error instanceof FileError ? error.trouble : error;
    }
  };

  test("are read as text or piece by piece", () => {
    const { files, folder } = make();
    expect(files.text(files.resolve(folder, "a.txt"), 100)).toBe("µS");
    const got = files.open(files.resolve(folder, "set.idx"), ({ size, read }) => [size, ...read(1, 2)]);
    expect(got).toEqual([3, 2, 3]);
    expect(files.list(folder)).toEqual(["a.txt", "set.idx"]);
  });

  test("say why they cannot be", () => {
    const { files, folder } = make();
    const missing = files.resolve(folder, "b.txt");
    expect(trouble(() => files.text(missing, 100))).toBe("absent");
    expect(trouble(() => files.open(missing, () => 0))).toBe("absent");
    expect(trouble(() => files.list(missing))).toBe("absent");
    expect(trouble(() => files.text(folder, 100))).toBe("folder");
    expect(trouble(() => files.open(folder, () => 0))).toBe("folder");
    expect(trouble(() => files.text(files.resolve(folder, "a.txt"), 2))).toBe("too large");
  });

  test("know folders, and what lies in them", () => {
    const { files, folder } = make();
    const file = files.resolve(folder, "./x/../a.txt");
    expect(file).toBe(files.resolve(folder, "a.txt"));
    expect([files.isFolder(folder), files.isFolder(file)]).toEqual([true, false]);
    expect([files.exists(folder), files.exists(file), files.exists(`${file}x`)]).toEqual([true, true, false]);
    expect([files.folderOf(file), files.nameOf(file)]).toEqual([folder, "a.txt"]);
    expect([files.below(folder, file), files.below(folder, folder)]).toEqual(["a.txt", ""]);
    expect(files.below(folder, `${folder}-b`)).toBeUndefined();
    expect(files.below(file, folder)).toBeUndefined();
    expect([files.isAbsolute(folder), files.isAbsolute("a.txt")]).toEqual([true, false]);
  });

  test("inflate, up to a length, and refuse what was damaged", () => {
    const { files } = make();
    const plain = Uint8Array.from({ length: 300_000 }, (_, k) => (k * k) >> 7);
    const packed = new Uint8Array(gzipSync(plain));
    expect(Buffer.compare(files.gunzip(packed, plain.length, false) as Uint8Array, plain)).toBe(0);
    expect(files.gunzip(packed, plain.length - 1, false)).toBe("more");
    const head = files.gunzip(packed.subarray(0, 4096), 5_000_000, true) as Uint8Array;
    expect(head.length).toBeGreaterThan(100);
    expect(Buffer.compare(head, plain.subarray(0, head.length))).toBe(0);
    const damaged = packed.slice();
    damaged[damaged.length - 6]! ^= 1;
    expect(() => files.gunzip(damaged, plain.length, false)).toThrow();
    expect(() => files.gunzip(packed.subarray(0, -9), plain.length, false)).toThrow();
    expect(() => files.gunzip(Uint8Array.of(1, 2, 3), 10, false)).toThrow();
  });

  test("hash", () => {
    const hash = make().files.newSha256();
    hash.update(new TextEncoder().encode("abc"));
    // FIPS 180-4's example.
    expect(hash.hex()).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("gzip files of several members, and with zeros after the last, read alike on disk and in memory", () => {
  const long = Uint8Array.from({ length: 200_000 }, (_, k) => (k * k) >> 5);
  const members: [string, Uint8Array[]][] = [
    ["one", [long]],
    ["two", [long, long.subarray(7)]],
    ["many small ones", Array.from({ length: 50 }, (_, k) => Uint8Array.of(k, 0, 0))],
    ["an empty one between two", [Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2)]],
    ["one that is empty", [new Uint8Array(0)]],
  ];
  const packedOf = (all: readonly Uint8Array[], zeros: number) =>
    new Uint8Array(Buffer.concat([...all.map((one) => gzipSync(one)), Buffer.alloc(zeros)]));

  test.each(members)("%s", (_, all) => {
    for (const zeros of [0, 1, 3, 4, 8, 9, 70_000]) {
      const packed = packedOf(all, zeros);
      const plain = Buffer.concat(all);
      for (const inflate of [gunzip, disk.gunzip])
        expect(Buffer.compare(inflate(packed, 1e6, false) as Uint8Array, plain), `${zeros} zeros`).toBe(0);
    }
  });

  test("a damaged member is refused wherever it stands", () => {
    const packed = packedOf([long, long.subarray(7), Uint8Array.of(1, 2)], 20);
    const first = gzipSync(long).length;
    // Checksum and length of the first, of the second, of the last; and something after the zeros.
    for (const at of [
      first - 8,
      first - 4,
      packed.length - 20 - 22 - 8,
      packed.length - 20 - 8,
      packed.length - 1,
    ]) {
      const damaged = packed.slice();
      damaged[at]! ^= 1;
      for (const inflate of [gunzip, disk.gunzip])
        expect(() => inflate(damaged, 1e6, false), `byte ${at}`).toThrow();
    }
  });
});

test("a data set in memory is the one on disk, plain or gzipped", () => {
  const onDisk = loadDataset(disk, manifestForDirectory(disk, directoryWith(tinySet)), "/");
  const packed = Object.fromEntries(
    Object.entries(tinySet).map(([name, bytes]) => [`/set/${name}.gz`, gzipSync(bytes)]),
  );
  const files = memoryFiles(packed);
  const inMemory = loadDataset(files, manifestForDirectory(files, "set"), "/");
  expect({ ...inMemory, name: "" }).toEqual({ ...onDisk, name: "" });
});

test("an experiment in memory follows references and modules, and is the same as on disk", async () => {
  const text = "extends: base.yaml\nsources: {input: {model: regular, period: 40 ms}}\n";
  const folder = directoryWith({ "base.yaml": SIMULATE, "x.yaml": text });
  const onDisk = await loadExperimentText(disk, text, `${folder}/x.yaml`);
  const files = memoryFiles({ "base.yaml": SIMULATE });
  expect((await loadExperimentText(files, text, "x.yaml")).resolvedYaml).toBe(onDisk.resolvedYaml);
  await expect(
    loadExperimentText(files, "extends: base.yaml\nsources: {input: {module: ./own.js}}\n", "x.yaml"),
  ).rejects.toThrow("there is no module own.js");
});
