/** Files with numbers that a config names: found beside it, kept with what is in them. */
import { expect, test } from "vitest";
import { leavesOf } from "../../src/config/fields/leaves.js";
import { takesFile } from "../../src/config/inline-data.js";
import { kinds } from "../../src/config/kinds.js";
import { loadExperimentText } from "../../src/config/load.js";
import { builtIn } from "../../src/config/parts.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { sha256 } from "../../src/platform/sha256.js";

test.each(Object.keys(kinds))("every {file: …} of numbers in a config of kind %s is one", (kind) => {
  const leaves = leavesOf(kinds[kind]!.field, builtIn);
  // A data set's own hash is of its manifest.
  const ofGroups = leaves.filter(({ path }) => path.endsWith(".sha256") && !path.startsWith("dataset."));
  // Values by neuron are told as one value, twice: their other forms are not told one by one.
  const ofNeurons = leaves.filter(
    ({ path, field }, k) => path.startsWith("network.populations.") && leaves[k + 1]?.field === field,
  );
  const places = [
    ...ofGroups.map(({ path }) => path.replace(/\.sha256$/, "")),
    ...ofNeurons.map((l) => l.path),
  ];
  if (kind === "simulate")
    expect(places).toEqual(
      expect.arrayContaining([
        "network.populations.*.params.tauM",
        "network.populations.*.start.v",
        "network.populations.*.drive.poisson.rate",
      ]),
    );
  expect(places.filter((path) => !takesFile(path))).toEqual([]);
});

const FILES = {
  "/w/sub/rates.csv": "rate_Hz\n100\n200\n",
  "/w/sub/ff.csv": "pre,post,weight_V\n0,0,0.004\n0,1,0.004\n",
  "/w/sub/other.csv": "pre,post,weight_V\n0,1,0.004\n",
  "/w/sub/w.csv": "pre,post,weight_V\n0,0,0.002\n0,1,0.002\n",
  "/w/sub/spikes.csv": "time_s,index\n0.001,0\n",
};
const text = (rule = "{list: ff.csv}") => `
kind: simulate
seed: "1"
network:
  tick: 1 ms
  populations:
    input: {size: 1}
    output: {size: 2, neuron: lif, drive: {poisson: {rate: {file: rates.csv}, weight: 1 mV, receptor: delta}}}
  projections: {ff: {from: input, to: output, receptor: delta, rule: ${rule}}}
duration: 5 ms
sources: {input: {model: file, spikes: spikes.csv}}
probes: []
`;
const load = (content: string, { files = FILES, set = [] as string[], cwd = "/w" } = {}) =>
  loadExperimentText(memoryFiles(files, { cwd }), content, "/w/sub/x.yaml", { set });

test("rates of a drive start from the config's folder, and are refused once they changed", async () => {
  const { resolvedYaml } = await load(text());
  for (const name of ["rates.csv", "ff.csv", "spikes.csv"] as const) {
    expect(resolvedYaml).toContain(`/w/sub/${name}`);
    expect(resolvedYaml).toContain(sha256(new TextEncoder().encode(FILES[`/w/sub/${name}`])));
  }
  const changed = { ...FILES, "/w/sub/rates.csv": "rate_Hz\n100\n300\n" };
  await expect(load(resolvedYaml, { files: changed })).rejects.toThrow("was changed meanwhile");
});

test.each([
  ["rule.list", text(), "network.projections.ff.rule.list=other.csv", "other.csv"],
  ["rule", text(), "network.projections.ff.rule={list: {file: other.csv}}", "other.csv"],
  [
    "weight",
    text("all-to-all, weight: {file: ff.csv}"),
    "network.projections.ff.weight={file: w.csv}",
    "w.csv",
  ],
  [
    "weight.file",
    text("all-to-all, weight: {file: ff.csv}"),
    "network.projections.ff.weight.file=w.csv",
    "w.csv",
  ],
])("a file that a sweep sets at %s is looked for beside its experiment", async (_, content, set, name) => {
  const { resolvedYaml } = await load(content, { set: [set] });
  expect(resolvedYaml).toContain(`/w/sub/${name}`);
});
