/** Experiments by name, a run that is there already, and what the shell completes. */
import { existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { allCommands, nameOf } from "../../../src/cli/commands/index.js";
import { completions } from "../../../src/cli/complete.js";
import { isSame } from "../../../src/cli/finished-run.js";
import { helpText } from "../../../src/cli/help.js";
import { spikion } from "../spikion.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "spikion-by-name-")));
const before = process.cwd();
let made: Promise<unknown> | undefined;
/** There is a finished run, in runs/two-neurons-ns-1. */
const finished = async () => {
  made ??= spikion("run", "two-neurons-ns", "--quiet");
  await made;
};
/** For what needs a folder in which nothing was run. */
const inNewFolder = () => process.chdir(mkdtempSync(join(folder, "new-")));
beforeEach(() => process.chdir(folder));
const MANY =
  "extends: experiments/smoke/two-neurons-ns.yaml\nsweep: {seeds: 3, axes: {t: {path: duration, values: [1 us, 2 us]}}}\n";
afterAll(() => process.chdir(before));

test("an experiment runs by its name, says first what it does, and is not repeated unless asked", async () => {
  inNewFolder();
  const first = await spikion("run", "two-neurons-ns");
  expect(first.code).toBe(0);
  expect(first.err).toMatch(
    /^two-neurons-ns: [\s\S]*seed 1; under a second; writes runs\/two-neurons-ns-1\n/,
  );
  const again = await spikion("run", "two-neurons-ns");
  expect(again.err).toMatch(
    /^runs\/two-neurons-ns-1 is this very run, finished .*To run it again: --again\n$/,
  );
  // Apart from the time, it says what the run said.
  expect([again.code, again.out]).toEqual([0, first.out]);
  const json = await spikion("run", "two-neurons-ns", "--json", "--quiet");
  expect(JSON.parse(json.out)).toEqual(
    JSON.parse(readFileSync("runs/two-neurons-ns-1/metrics.json", "utf8")),
  );
  expect(existsSync("runs/two-neurons-ns-1-2")).toBe(false);
  // Another seed is another run; --again computes it.
  expect((await spikion("run", "two-neurons-ns", "--seed", "2", "--quiet")).err).toBe("");
  expect((await spikion("run", "two-neurons-ns", "--again", "--quiet")).code).toBe(0);
  expect(existsSync("runs/two-neurons-ns-1-2/report.html")).toBe(true);
});

test("a finished run prints its result again when it is to be resumed", async () => {
  await finished();
  const { code, out, err } = await spikion("resume", "runs/two-neurons-ns-1", "--json");
  expect([code, err]).toEqual([0, expect.stringContaining("is finished: there is nothing to resume")]);
  expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync("runs/two-neurons-ns-1/metrics.json", "utf8")));
});

const manifest = {
  interrupted: false,
  dataHash: "d",
  modules: { "/m.js": "1" },
  inputs: {},
  code: "c",
} as unknown as Parameters<typeof isSame>[0];
test.each([
  ["other data", { dataHash: "e" }],
  ["another module", { modules: { "/m.js": "2" } }],
  ["other numbers in a file", { inputs: { "/a.csv": "1" } }],
  ["another program", { code: "d" }],
  ["a program that does not know its files", { code: undefined }],
])("a run of %s is another run", (_, other) => {
  const now = { dataHash: "d", modules: { "/m.js": "1" }, inputs: undefined, code: "c" };
  expect(isSame(manifest, now)).toBe(true);
  expect(isSame(manifest, { ...now, ...other } as Parameters<typeof isSame>[1])).toBe(false);
  expect(isSame({ ...manifest, interrupted: true }, now)).toBe(false);
});

test("run of a file with a sweep says that it is one run of many", async () => {
  writeFileSync("many.yaml", MANY);
  const { code, err } = await spikion("run", "many");
  expect(code, err).toBe(0);
  expect(err).toContain("many is a sweep of 6 runs; this is one run");
  expect(err).toContain("spikion sweep many");
});

test("evaluate writes its confusion and names it", async () => {
  const small = ["train.images=40", "label.images=30", "test.images=30"].flatMap((set) => ["--set", set]);
  await spikion("run", "mnist-tiny", ...small, "--quiet", "--workers", "1");
  const { code, out } = await spikion("evaluate", "runs/mnist-tiny-1", "--workers", "1");
  expect(code).toBe(0);
  expect(out).toMatch(/confusion, class-mean vote: most often \d taken for .*evaluation\/confusion\.csv\n/);
  const dir = join("runs", "mnist-tiny-1", "evaluation");
  const [head, ...rows] = readFileSync(join(dir, "confusion.csv"), "utf8").trim().split("\n");
  expect(head).toBe("true class,0,1,2,3,4,5,6,7,8,9,silent,undecided");
  const counts = rows.flatMap((row) => row.split(",").slice(1).map(Number));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(30);
  expect(existsSync(join(dir, "report.html"))).toBe(true);
  // Of another read-out beside it; the run's own files are as they were.
  await spikion(
    "evaluate",
    "runs/mnist-tiny-1",
    "--set",
    "test.readout=log-likelihood",
    "--quiet",
    "--workers",
    "1",
  );
  expect(
    existsSync(join("runs", "mnist-tiny-1", "evaluation-test.readout_log-likelihood", "confusion.csv")),
  ).toBe(true);
});

test("check of a folder looks at all runs and experiments in it", async () => {
  await finished();
  writeFileSync("many.yaml", MANY);
  const { code, out, err } = await spikion("check", ".");
  expect(code, err).toBe(0);
  expect(out).toContain("runs/two-neurons-ns-1: ok: a finished run");
  expect(out).toContain("many.yaml: ok");
});

test("a new experiment can be run as it is, and its lines be uncommented", async () => {
  inNewFolder();
  const { code, out } = await spikion("new", "mine", "--from", "two-neurons-ns");
  expect([code, out]).toEqual([
    0,
    "mine.yaml: written\nnext: spikion check mine.yaml\n      spikion run mine.yaml\n",
  ]);
  expect((await spikion("check", "mine")).out).toBe("mine.yaml: ok\n");
  const text = readFileSync("mine.yaml", "utf8");
  const whole = parse(text.replaceAll(/^# (?=[\w ]+:|\s|[-}\]])/gm, "").replace(/^yaml-language.*$/m, ""));
  expect(whole).toMatchObject({ extends: "experiments/smoke/two-neurons-ns.yaml", kind: "simulate" });
  // Every value of a run.
  await spikion("run", "mine", "--quiet");
  await spikion("new", "again", "--from", "runs/mine-1");
  expect((await spikion("check", "again")).code).toBe(0);
});

test.each([
  [["new", "mine"], /mine\.yaml is there already; accepted: a name that is not taken/],
  [["new", "no/such"], /new: no is no folder; accepted: a file in a folder/],
  [["new", "a b"], /"a b" is no name for an experiment; accepted: letters/],
  [["new", "x", "--from", "quikstart"], /there is no such file.*did you mean "quickstart"/],
  [["run", "two-neuron-ns"], /did you mean "two-neurons-ns"/],
  [["run", "quickstart", "--set", "dataset=mnits"], /there is no data set "mnits".*did you mean "mnist"/],
  [["run", "quickstart", "--workrs", "1"], /workrs \(did you mean "--workers"\?\); spikion run --help/],
  [["stdp", "--device", "eis-ysz41"], /did you mean "eis-ysz14"/],
  [["stdp", "--rates", "sihn"], /did you mean "sinh"/],
  [["evaluate", "runs/two-neuron-ns-1"], /is not a folder \(did you mean "runs\/two-neurons-ns-1"\?\)/],
  [["report", "two-neurons-ns-1"], /is not a folder \(did you mean "runs\/two-neurons-ns-1"\?\)/],
  [["run"], /^run: <experiment> is missing; spikion run --help lists/],
  [["device", "fit"], /^device fit: <pulses> is missing/],
  [["check"], /^check: <files> is missing/],
  [["run", "quickstart", "--workers"], /^--workers: a value is missing; spikion run --help/],
  [["run", "quickstart", "--set"], /^--set: a value is missing/],
  [["--hlep"], /a command is missing \(did you mean "--help"\?\)/],
  [["completion", "tcsh"], /shell: "tcsh" is not accepted; accepted: "bash", "zsh", "fish"/],
  [["list", "experiment"], /did you mean "experiments"/],
  [["device", "fti"], /there is no command "device fti" \(did you mean "fit"\?\)/],
] as [string[], RegExp][])("%j is refused in a sentence", async (args, message) => {
  // Names near to what is there.
  await finished();
  if (!existsSync("mine.yaml")) writeFileSync("mine.yaml", "");
  const { code, out, err } = await spikion(...args);
  expect(err).toMatch(message);
  expect([code, out]).toEqual([2, ""]);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

test("the shell completes commands, options, experiments and parts", async () => {
  await finished();
  expect(await completions(["re"])).toEqual(["records", "report", "rescale", "resume"]);
  expect(await completions(["run", "quick"])).toEqual(["quickstart", "quickstart-pixels"]);
  expect(await completions(["run", "mnist-eis-4"])).toEqual(["mnist-eis-400", "mnist-eis-400-three-passes"]);
  expect(await completions(["new", "x", "--from", "studies/br"])).toEqual(["studies/brunel"]);
  expect(await completions(["run", "--wa"])).toEqual(["--watch"]);
  expect(await completions(["device", ""])).toEqual(["characterise", "fit"]);
  expect(await completions(["device", "fit", "--am"])).toEqual(["--amplitude"]);
  expect(await completions(["stdp", "--device", "eis-ysz1"])).toEqual(["eis-ysz14"]);
  expect(await completions(["evaluate", "runs/two-neurons-ns-1"])).toContain("runs/two-neurons-ns-1");
  expect(await completions(["resume", "runs/x", "--kernel", "w"])).toEqual(["wasm"]);
  expect(await completions(["nonsense", ""])).toEqual([]);
  expect((await spikion("--complete", "run", "quick")).out).toBe("quickstart\nquickstart-pixels\n");
});

test.each(["bash", "zsh", "fish"])("completion for %s asks the program", async (shell) => {
  expect((await spikion("completion", shell)).out).toContain("spikion --complete");
});

test.each([80, 200])("help names every command and fits %i columns", (width) => {
  const text = helpText("1", width);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  for (const command of allCommands()) expect(text).toContain(`  ${nameOf(command)}`);
});

test("every command has examples, which the page of each command shows", async () => {
  for (const command of allCommands()) {
    expect(command.examples.length, nameOf(command)).toBeGreaterThan(0);
    for (const [typed] of command.examples) expect(typed).toContain(`spikion ${nameOf(command)}`);
  }
});

test("list names experiments with their question", async () => {
  const { out } = await spikion("list", "experiments");
  expect(out).toMatch(/^quickstart {2}classify; about 15 s on one core\n {2}Do 100 neurons/);
  const json = JSON.parse((await spikion("list", "experiments", "--json")).out);
  expect(json[0]).toMatchObject({ name: "quickstart", kind: "classify", sweep: false });
});
