/** Text that would be read in part, or in another meaning than it has, is refused in words. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseOverrides } from "../../src/config/override.js";
import { parseRates } from "../../src/config/rate-file.js";
import { parseYaml } from "../../src/config/yaml.js";
import { loadExperiment, openDataset, readRateFile, readWaveformFile } from "../../src/node/config.js";
import { folderWith, load, refusal, SIMULATE } from "./small.js";

describe("a YAML file is one document of YAML 1.2", () => {
  test.each([
    ["a second document", "a: 1\n---\nb: 2\n", /a second document begins here.*\(line [23]/],
    ["an end in the middle", "a: 1\n...\nb: 2\n", /a second document begins here.*\(line [23]/],
    ["a second document that is empty", "a: 1\n---\n", /a second document begins here/],
    ["YAML 1.1", "%YAML 1.1\n---\na: yes\n", /is said to be YAML 1\.1.*accepted: YAML 1\.2/],
    ["a merge key", "a: &v {b: 1}\nc: {<<: *v}\n", /c\.<<: is a merge key of YAML 1\.1/],
    ["a key twice", "a: 1\nb: 2\na: 3\n", /a: is there twice \(line 3/],
    ["a key twice by another spelling", 'a: 1\n"a": 3\n', /a: is there twice/],
    ["a set", "a: !!set {x}\n", /a: has the tag "tag:yaml\.org,2002:set"/],
    ["a tag of its own", "a: !length 3\n", /Unresolved tag/],
    ["an octal number of YAML 1.1", "a: 017\n", /017 has leading zeros/],
    ["a number with leading zeros in a list", "a: [1, 08]\n", /a\.1: 08 has leading zeros/],
    ["an octal number", "a: 0o17\n", /0o17 is not a decimal number/],
    ["a hexadecimal number", "a: 0x1F\n", /0x1F is not a decimal number/],
    ["a binary number of YAML 1.1", "a: 0b11\n", /0b11 is a number in YAML 1\.1 and text in 1\.2/],
    ["a sexagesimal number", "a: 1:30\n", /1:30 is a number in YAML 1\.1 and text in 1\.2/],
    ["a number with underscores", "a: 1_000\n", /1_000 is a number in YAML 1\.1 and text in 1\.2/],
    ["more digits than a number keeps", "a: 9007199254740993\n", /has more digits than a number keeps/],
    ["a number too large", "a: 1e400\n", /1e400 is too large a number/],
    ["a number that would be 0", "a: 1e-400\n", /1e-400 is too small a number/],
  ])("%s is refused", (_, text, said) => {
    expect(() => parseYaml(text, "x.yaml")).toThrow(said);
  });

  test.each([
    ["a line that begins it", "---\na: 1\n", { a: 1 }],
    ["a line that ends it", "a: 1\n...\n", { a: 1 }],
    ["its version", "%YAML 1.2\n---\na: 1\n", { a: 1 }],
    [
      "numbers",
      "[0, -0, 17, 1.50, .5, +2, 1e3, -2.5E-3, 9007199254740991]",
      [0, 0, 17, 1.5, 0.5, 2, 1000, -0.0025, 2 ** 53 - 1],
    ],
    ["text in quotes", '["017", "0x1F", "1:30", "<<"]', ["017", "0x1F", "1:30", "<<"]],
    ["words that were yes and no in YAML 1.1", "[yes, no, on, off, true]", ["yes", "no", "on", "off", true]],
  ])("%s is read as it stands", (_, text, value) => {
    expect(parseYaml(text, "x.yaml").value).toEqual(value);
    expect(Object.is(parseYaml("-0", "x.yaml").value, 0)).toBe(true);
  });

  test("aliases of aliases are counted before they are followed", () => {
    const lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"];
    for (let k = 1; k < 9; k++)
      lines.push(
        `a${k}: &a${k} [${Array(10)
          .fill(`*a${k - 1}`)
          .join(", ")}]`,
      );
    expect(() => parseYaml(lines.join("\n"), "x.yaml")).toThrow(/more than 20000 values, aliases included/);
  });
});

test("a setting is one value: documents and comments in it are refused", () => {
  expect(() => parseOverrides(["a=1\n---\n2"])).toThrow(/--set: a: a second document/);
  expect(() => parseOverrides(["question=what is #1"])).toThrow(/question: "what is #1" has a comment \(#\)/);
  expect(parseOverrides(['question="what is #1"', "a=b#c"]).map(({ value }) => value)).toEqual([
    "what is #1",
    "b#c",
  ]);
});

test("words of YAML 1.1 for true are no flags", async () => {
  expect(await refusal("extends: quickstart-pixels.yaml\npresentation: {reset: yes}\n")).toMatch(
    /presentation\.reset: got "yes"; accepted: true or false/,
  );
});

test.each([
  ["seed=1e3", "1000"],
  ["seed=1.0", "1"],
  ["seed=abc", "abc"],
  ['seed="007"', "007"],
  ['seed="12345678901234567890"', "12345678901234567890"],
])("%s names the seed %s", async (setting, seed) => {
  expect((await load(SIMULATE, [setting])).spec.seed).toBe(seed);
});

describe("bytes that are not UTF-8 text are refused in every text file", () => {
  const waveforms = 'pre: [["0 ms", "3 V"], ["20 ms", "0 V"]]\npost: [["0 ms", "3 V"], ["20 ms", "0 V"]]\n';
  const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  const encodings: [name: string, (text: string) => Buffer, RegExp][] = [
    ["UTF-16", utf16, /is UTF-16 text; accepted: .* in UTF-8/],
    ["UTF-16 without a mark", (text) => utf16(text).subarray(2), /has a NUL byte in line \d+/],
    ["big-endian UTF-16", (text) => utf16(text).swap16(), /is UTF-16 text/],
    ["Latin-1", (text) => Buffer.from(`${text}# 20 \u00b5m\n`, "latin1"), /line \d+ is not UTF-8/],
    ["a NUL byte", (text) => Buffer.from(`${text}\n# \0\n`), /has a NUL byte in line \d+/],
    [
      "a control character",
      (text) => Buffer.from(`${text}# \x1b[2J\n`),
      /has the control character 0x1b in line \d+/,
    ],
  ];
  const readers: [name: string, text: string, file: string, read: (file: string) => unknown][] = [
    ["an experiment", SIMULATE, "x.yaml", (file) => loadExperiment(file)],
    ["rates", "voltage_V,rate_S_per_s\n-4,-1\n-2,-.1\n2,.1\n4,1\n", "x.csv", readRateFile],
    ["waveforms", waveforms, "x.yaml", readWaveformFile],
    ["a data set", "name: x\nreader: idx\n", "x.yaml", openDataset],
  ];
  for (const [what, text, name, read] of readers) {
    test.each(encodings)(`${what} in %s`, async (_, encoded, said) => {
      const file = join(folderWith({}), name);
      writeFileSync(file, encoded(text));
      await expect((async () => await read(file))()).rejects.toThrow(said);
    });
  }

  test("a byte order mark of UTF-8 is no part of the text", async () => {
    const folder = folderWith({ "x.yaml": `\ufeff${SIMULATE}`, "w.yaml": `\ufeff${waveforms}` });
    expect((await loadExperiment(join(folder, "x.yaml"))).spec.kind).toBe("simulate");
    expect(readWaveformFile(join(folder, "w.yaml")).pre.v).toEqual(Float64Array.of(3, 0));
  });
});

test.each([
  "0x4,1",
  "4,0b1",
  "4,",
  ",1",
  "4,1,",
  "4,1,2",
  "4;1",
  "1,5,1",
  '"4","1"',
  "nan,1",
  "4,inf",
  "4 V,1",
  "\u22124,1",
  "4,1e",
  "4 4,1",
])("a row %s of rates is refused", (row) => {
  const text = `voltage_V,rate_S_per_s\n-4,-1\n-2,-.1\n2,.1\n${row}\n5,2\n`;
  expect(() => parseRates(text, "x.csv")).toThrow(
    /x\.csv: .* is not a row; accepted: two finite decimal numbers.*\(line 5/,
  );
});

test("rates with another column are refused, as are those without a header", () => {
  for (const header of [
    "voltage_V,rate_S_per_s,note",
    "rate_S_per_s,voltage_V",
    "4,1",
    "voltage_mV,rate_S_per_s",
  ])
    expect(() => parseRates(`${header}\n-4,-1\n-2,-.1\n2,.1\n4,1\n`, "x.csv")).toThrow(/the first row is/);
});

describe.skipIf(process.platform === "win32")(
  "what is no regular file is refused before it is opened",
  () => {
    const folder = folderWith({ "x.yaml": SIMULATE });
    mkdirSync(join(folder, "folder.yaml"));
    execFileSync("mkfifo", [join(folder, "fifo.yaml")]);
    const server = createServer().listen(join(folder, "socket.yaml")).unref();
    server.on("error", () => {});
    const wrong = [
      "/dev/zero",
      "/dev/null",
      join(folder, "fifo.yaml"),
      join(folder, "socket.yaml"),
      join(folder, "folder.yaml"),
    ];
    const uses: [what: string, use: (file: string) => unknown][] = [
      ["an experiment", (file) => loadExperiment(file)],
      ["extends", (file) => load(`extends: ${file}\n`)],
      ["a network", (file) => load(SIMULATE, [`network=${file}`])],
      ["a data set", (file) => load("extends: quickstart-pixels.yaml\n", [`dataset=${file}`])],
      ["rates", readRateFile],
      ["waveforms", readWaveformFile],
      ["a module", (file) => load(SIMULATE, [`plots=[{module: ${file}}]`])],
      ["images", (file) => openDataset(join(manifest(file), "x.yaml"))],
    ];
    const manifest = (file: string) =>
      folderWith({
        "x.yaml": `{name: x, reader: idx, directory: /, classes: 2, licence: none, source: none, files: {trainImages: ${file.slice(1)}, trainLabels: ${file.slice(1)}, testImages: ${file.slice(1)}, testLabels: ${file.slice(1)}}}`,
      });
    for (const [what, use] of uses)
      test.each(wrong)(`${what}: %s`, async (file) => {
        await expect((async () => await use(file))()).rejects.toThrow(
          /is a pipe, socket or device|is a folder|not a regular file|a directory with/,
        );
      });
  },
);

test("a file larger than any config is told its limit, and not read", async () => {
  const file = join(folderWith({}), "x.yaml");
  writeFileSync(file, "#".repeat(1_000_001));
  await expect(loadExperiment(file)).rejects.toThrow(/x\.yaml: is larger than 1 MB/);
  expect(readFileSync(file).length).toBe(1_000_001);
});
