/**
 * Files that a config names, damaged in every way that tables and mappings can be: what each is refused for, word by word,
 * or what is read of it.
 */
import { expect, test } from "vitest";
import { parseCurve } from "../../src/config/curve-file.js";
import { readDesignFile } from "../../src/config/design-file.js";
import { chosenDevice } from "../../src/config/device-choice.js";
import { readDeviceFile } from "../../src/config/device-file.js";
import { ConfigError } from "../../src/config/errors.js";
import { applyOverrides, parseOverrides } from "../../src/config/override.js";
import { parsePulses } from "../../src/config/pulses/pulse-file.js";
import { parseRates } from "../../src/config/rate-file.js";
import { readSpikes } from "../../src/config/spike-file.js";
import { readSynapses } from "../../src/config/synapse-file.js";
import { readWaveformFile } from "../../src/config/waveform-file.js";
import { parseYaml } from "../../src/config/yaml.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

const at = (text: string, name = "/w/x.csv") => memoryFiles({ [name]: text }, { cwd: "/w" });

/** What a file comes to, in a line: its numbers to six digits. */
async function outcome(read: () => unknown): Promise<string> {
  try {
    const text = JSON.stringify(await read(), (_, value: unknown) => {
      if (typeof value === "number") return Number(value.toPrecision(6));
      if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
      return value instanceof Map ? Object.fromEntries(value) : value;
    });
    return `= ${text.length > 400 ? `${text.slice(0, 400)}… ${text.length}` : text}`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.replaceAll("\n", " / ");
  }
}

/** A table with one thing wrong each. */
function damaged(text: string): Record<string, string> {
  const lines = text.trimEnd().split("\n");
  const [head, ...rows] = lines as [string, ...string[]];
  const cells = rows.map((row) => row.split(","));
  const table = (changed: readonly (readonly string[])[], first = head) =>
    `${[first, ...changed.map((row) => row.join(","))].join("\n")}\n`;
  const cell = (row: number, column: number, value: string) =>
    table(cells.map((r, k) => (k === row ? r.map((c, j) => (j === column ? value : c)) : r)));
  const last = cells[0]!.length - 1;
  const out: Record<string, string> = {
    whole: text,
    "Windows, comments, blank lines": `\uFEFF# first\r\n${text.replaceAll("\n", "\r\n\r\n")}# last`,
    nothing: "",
    "head only": `${head}\n`,
    "one row": table(cells.slice(0, 1)),
    "two rows": table(cells.slice(0, 2)),
    semicolons: text.replaceAll(",", ";"),
    quotes: text.replaceAll(/[^,\n]+/g, '"$&"'),
    "another head": table(cells, head.replace(/\w+/, "another")),
    "a column more": table(
      cells.map((row) => [...row, "1"]),
      `${head},more`,
    ),
    "a column twice": table(
      cells.map((row) => [...row, row[0]!]),
      `${head},${head.split(",")[0]}`,
    ),
    backwards: table(cells.toReversed()),
    "first row again": table([cells[0]!, ...cells]),
    "first row twice again": table([cells[0]!, cells[0]!, ...cells]),
    "a cell more": table(cells.map((row, k) => (k === 1 ? [...row, "1"] : row))),
    "a cell less": table(cells.map((row, k) => (k === 1 ? row.slice(1) : row))),
    "thirty wrong rows": table([...cells, ...Array.from({ length: 30 }, () => ["a", ...cells[0]!.slice(1)])]),
  };
  for (let j = 0; j <= last; j++) {
    const name = head.split(",")[j]!;
    out[`without ${name}`] = table(
      cells.map((row) => row.filter((_, k) => k !== j)),
      head
        .split(",")
        .filter((_, k) => k !== j)
        .join(","),
    );
    for (const value of ["", "abc", "0x10", "-1", "0", "1.5", "3", "1e999", "2147483648"])
      out[`${name} is ${value || "blank"}`] = cell(1, j, value);
    out[`${name} is 0 throughout`] = table(cells.map((row) => row.map((c, k) => (k === j ? "0" : c))));
  }
  return out;
}

const STAIRS = `pulse,conductance_S\n${[1, 2, 3, 4, 5, 4.2, 3.1, 2, 1.5].map((g, k) => `${k},${g}e-6`).join("\n")}\n`;
const TABLES: Readonly<Record<string, readonly [text: string, read: (text: string) => unknown]>> = {
  pulses: [
    "voltage_V,width_s,g_before_S,g_after_S,device\n2,1e-3,1e-6,2e-6,a\n-2,1e-3,2e-6,1.5e-6,a\n3,2e-3,1e-6,3e-6,b\n",
    (text) => parsePulses(text, "p.csv", "p", {}),
  ],
  "a staircase": [
    STAIRS,
    (text) => parsePulses(text, "s.csv", "s", { amplitudes: [4, -3], widths: [0.01, 0.02] }),
  ],
  "a staircase of unknown pulses": [STAIRS, (text) => parsePulses(text, "s.csv", "s", {})],
  rates: [
    "voltage_V,rate_S_per_s\n-5,-1e-6\n-2,-1e-9\n2,2e-9\n5.5,3e-6\n",
    (text) => parseRates(text, "r.csv"),
  ],
  "a curve": [
    "delta_t_s,delta_g_S\n-0.1,0\n-0.01,1e-8\n0,-2e-8\n0.1,0\n",
    (text) => parseCurve(text, "c.csv"),
  ],
  synapses: [
    "pre,post,weight_V,delay_s\n2,1,-0.004,0\n0,0,0.006,0.001\n1,0,0.013,0.0025\n",
    (text) => readSynapses(at(text), { file: "/w/x.csv" }),
  ],
  spikes: [
    "time_s,index\n0.001,0\n0.002,2\n0.0015,1\n",
    (text) => readSpikes(at(text), { file: "/w/x.csv" }, { size: 3 }),
  ],
};

test.each(Object.keys(TABLES))("%s, whole and damaged", async (name) => {
  const [text, read] = TABLES[name]!;
  const rows: string[] = [];
  for (const [what, wrong] of Object.entries(damaged(text)))
    rows.push(`${what}: ${await outcome(() => read(wrong))}`);
  await expect(`${rows.join("\n")}\n`).toMatchFileSnapshot(
    `../golden/results/damaged/${name.replaceAll(" ", "-")}.txt`,
  );
});

const KNOTS = 'pre: [["0 ms", "3 V"], ["20 ms", "0 V"]]\npost: [["0 ms", "1 V"], ["10 ms", "-9 V"]]';
const DESIGN = "target: {exponential: {tauPlus: 20 ms, tauMinus: 40 ms, peak: 30 nS}}";
const YAML: Readonly<Record<string, readonly [read: (text: string) => unknown, texts: readonly string[]]>> = {
  YAML: [
    (text) => parseYaml(text, "x.yaml").value,
    [
      ...["", "a", "a: 1\na: 2", "a: [1, 2", "a: {b: 1", "a: ]", "a: b: c", "- a\nb: 1", "\ta: 1", "a: 'b"],
      ...[
        "a: 012",
        "a: 1_000",
        "a: 0x1F",
        "a: yes",
        "a: .inf",
        "a: .nan",
        "a: -0",
        "a: 1e400",
        "a: 1:30",
        "a: ~",
      ],
      ...[
        "a: !!binary x",
        "a: !mine x",
        "%YAML 1.1\n---\na: 1",
        "a: 1\n---\nb: 2",
        "<<: {a: 1}",
        "? [a]\n: 1",
      ],
      ...[
        "a: *b",
        "a: &b 1\nc: *b",
        "1: a",
        '"": a',
        "__proto__: 1",
        "a: 2001-01-01",
        "a: |\n  text\n",
        "a: >\n  b\n  c",
      ],
      ...[
        `a: ${"[".repeat(40)}${"]".repeat(40)}`,
        `a: ${"[".repeat(300)}`,
        `${"[]".repeat(300)}`,
        "a: 9007199254740993",
      ],
    ],
  ],
  settings: [
    (text) =>
      applyOverrides(
        parseYaml("a: {b: 1}\nsources: {in: {x: 1}}\nnetwork: {populations: {input: {size: 1}}}", "x.yaml"),
        parseOverrides([text]),
      ).value,
    [
      ...[
        "a.b=2",
        "a=1",
        "a.b",
        "=1",
        "a..b=1",
        ".a=1",
        "a.=1",
        " a.b = 3",
        "a.b=[1, 2",
        "a.b=1 # one",
        'a.b="# one"',
      ],
      ...[
        "a.__proto__=1",
        "a.c.d=1",
        "a.b.c=1",
        "new=1",
        "sources.im.x=1",
        "sources.in.y=2",
        "sources.out={x: 1}",
      ],
      ...[
        "network.populations.inptu.size=2",
        "network.populations.input.size=2",
        "network.projections.a.b=1",
        "a.b=",
      ],
    ],
  ],
  waveforms: [
    (text) => readWaveformFile(at(text, "/w/w.yaml"), "w.yaml"),
    [
      ...[KNOTS, "", "a: 1", "pre: 1", KNOTS.replace("3 V", "3 nS"), KNOTS.replace("20 ms", "0 ms")],
      ...[
        KNOTS.replace("20 ms", "-1 ms"),
        KNOTS.replace("0 ms", "1 ms"),
        KNOTS.replace('"3 V"', "3"),
        `${KNOTS}\nthird: []`,
      ],
      ...[
        `${KNOTS}\nthird: [["1 ms", "1 V"], ["2 ms", "0 V"]]`,
        `${KNOTS}\nthrid: []`,
        'pre: [["0 ms", "1 V"]]\npost: []',
      ],
    ],
  ],
  designs: [
    async (text) => {
      const { device: _, ...design } = await readDesignFile(at(text, "/w/d.yaml"), "d.yaml");
      return design;
    },
    [
      ...["", "a: 1", "target: 1", "target: {}", DESIGN, `${DESIGN}\nseed: x`, `${DESIGN}\ntolerance: -1`],
      ...[
        "target: {exponential: {tauPlus: 20 ms, tauMinus: 40 ms}, deadZone: {}}",
        "target: {curve: absent.csv}",
      ],
      ...[
        "target: {curve: a.csv, span: 1 s}",
        "target: {deadZone: {peak: 0 S}}",
        "target: {deadZone: {}, gap: 10 s}",
      ],
      ...[
        "target: {deadZone: {}, span: 0.1 ms}",
        `${DESIGN}\nlimits: {knots: 2}`,
        `${DESIGN}\nlimits: {knots: 1000}`,
      ],
      ...[
        `${DESIGN}\nlimits: {shortest: 1 s}`,
        `${DESIGN}\nlimits: {longest: 1 ms}`,
        `${DESIGN}\nlimits: {tick: 1 ns}`,
      ],
      ...[
        `${DESIGN}\nlimits: {longest: 1000 s}`,
        `${DESIGN}\nlimits: {voltage: 0 V}`,
        `${DESIGN}\nlimits: {gate: 3 V, voltage: 2 V}`,
      ],
      ...[
        `${DESIGN}\nlimits: {post: inverted, grossPair: 150 %, gross: 1}`,
        `${DESIGN}\nlimits: {post: twice}`,
        `${DESIGN}\ndevice: nothing`,
      ],
      ...[
        "target: {exponential: {tauPlus: 3 us, tauMinus: 4 us}, centre: 1 us}",
        "target: {exponential: {tauPlus: 70 s, tauMinus: 4 s}}",
      ],
    ],
  ],
  "drawn devices": [
    async (text) => {
      const { rate, ...device } = await chosenDevice(at(text, "/w/d.yaml"), { device: "d.yaml" }, [
        "device={preset: d.yaml, draw: 2}",
      ]);
      return { ...device, rate: [-4, -1, 1, 4].map((v) => rate.rate(v)) };
    },
    [
      ...[
        "numbers: [{of: gMax, low: 3 uS, high: 5 uS}], correlation: [[1]]",
        "numbers: [{of: gMax}], correlation: [[1]]",
      ],
      ...[
        "numbers: [{of: gMax, low: 5 uS, high: 3 uS}], correlation: [[1]]",
        "numbers: [{of: gMxa, low: 1 S}], correlation: [[1]]",
      ],
      ...[
        "numbers: [{of: gMax, low: 3 uS}], correlation: [[0.5]]",
        "numbers: [{of: gMax, low: 3 uS}], correlation: [[1], [0, 1]]",
      ],
      ...[
        "numbers: [{of: gMax, low: 3 uS}], correlation: [[1, 0]]",
        "numbers: [{of: gMax, low: 3 V}], correlation: [[1]]",
      ],
      ...["numbers: [{of: gMin, high: 60 nS}, {of: c2c, low: 1 %, high: 9 %}], correlation: [[1], [0.9, 1]]"],
      ...[
        "numbers: [{of: gMin, high: 60 nS}, {of: c2c, low: 1 %}, {of: d2d, low: 1 %}], correlation: [[1], [0.9, 1], [-0.9, 0.9, 1]]",
      ],
      ...["numbers: [{of: gMin, low: 3 uS}, {of: gMax, high: 1 uS}], correlation: [[1], [0, 1]]"],
      ...[
        "numbers: [{of: rate, at: 2 V, low: 1 uS/s}], correlation: [[1]]",
        "numbers: [{of: f+, at: 2 uS, low: 1}], correlation: [[1]]",
      ],
      ...[
        "numbers: [{of: beta.plus, low: 0.9, high: 1.2}], correlation: [[1]]",
        "numbers: [{of: readNoise, low: 1 nS, high: 2 nS}], correlation: [[1]]",
      ],
    ].map(
      (uncertainty) =>
        `preset: eis-ysz14\nparams: {beta: {plus: 1, minus: 1}}\nuncertainty: {${uncertainty}}`,
    ),
  ],
  devices: [
    (text) => {
      const { rate, ...device } = readDeviceFile(at(text, "/w/d.yaml"), "d.yaml");
      return { ...device, rate: [-4, -1, 1, 4].map((v) => rate.rate(v)) };
    },
    [
      ...[
        "",
        "a",
        "nmae: x",
        "preset: eis-ysz14",
        "preset: eis",
        "params: 1",
        "name: 1",
        "preset: eis-ysz14\nname: mine\ndoc: a device",
      ],
      ...[
        "gMin: 1 nS",
        "gMax: 1 nS",
        "gMax: 9 uS",
        "g0: 9 mS",
        "beta: {plus: 2}",
        "beta: -1",
        "d2d: 200 %",
        "gMni: 1 nS",
      ].map((param) => `preset: eis-ysz14\nparams: {${param}}`),
      ...[
        "{law: table, voltage: [-2 V, -1 V, 1 V, 2 V], rate: [-2 S/s, -1 S/s, 1 S/s, 2 S/s]}",
        "{law: table}",
        "x.csv",
        "{law: none}",
      ].map((rate) => `preset: eis-ysz14\nrate: ${rate}`),
      ...["{numbers: []}", "{numbers: [{path: params.gMax, sd: 1}], correlation: [[1]]}", "1"].map(
        (uncertainty) => `preset: eis-ysz14\nuncertainty: ${uncertainty}`,
      ),
      ...["preset: eis-ysz14\nreadNoise: -1 nS", "preset: eis-ysz14\nsources: {gMax: a, nothing: b}"],
    ],
  ],
};

test.each(Object.keys(YAML))("%s, right and wrong", async (name) => {
  const [read, texts] = YAML[name]!;
  const rows: string[] = [];
  for (const text of texts)
    rows.push(
      `${JSON.stringify(text.length > 120 ? `${text.slice(0, 60)}… ${text.length}` : text)}: ${await outcome(() => read(text))}`,
    );
  await expect(`${rows.join("\n")}\n`).toMatchFileSnapshot(
    `../golden/results/damaged/${name.replaceAll(" ", "-")}.txt`,
  );
});
