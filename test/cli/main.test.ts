import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";
import { spikion } from "./spikion.js";

const TINY = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");
const NANOSECONDS = join(packageRoot, "experiments", "smoke", "two-neurons-ns.yaml");
const newFolder = () => mkdtempSync(join(tmpdir(), "spikion-cli-"));

describe("run", () => {
  test("writes a run folder, prints the figures and names the report", async () => {
    const out = join(newFolder(), "run");
    const { code, out: printed } = await spikion("run", NANOSECONDS, "--out", out, "--quiet");
    expect(code).toBe(0);
    expect(printed).toBe("");
    expect(existsSync(join(out, "report.html"))).toBe(true);
    const again = await spikion("run", NANOSECONDS, "--out", out);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/spikes of output[\s\S]*report: .*report\.html/);
  });

  test("with --json prints metrics.json as one line, and nothing else on stdout", async () => {
    const out = join(newFolder(), "run");
    const { out: printed } = await spikion("run", TINY, "--out", out, "--json", "--seed", "7");
    expect(printed.trim().split("\n")).toHaveLength(1);
    expect(JSON.parse(printed)).toEqual(JSON.parse(readFileSync(join(out, "metrics.json"), "utf8")));
    expect(JSON.parse(printed)).toMatchObject({ seed: "7", trainImages: 60 });
  });

  test("the same seed gives the same weights, another seed others", async () => {
    const hash = async (seed: string) =>
      (
        JSON.parse(
          (await spikion("run", TINY, "--out", join(newFolder(), "run"), "--json", "--quiet", "--seed", seed))
            .out,
        ) as { weightsSha256: string }
      ).weightsSha256;
    const first = await hash("1");
    expect(await hash("1")).toBe(first);
    expect(await hash("2")).not.toBe(first);
  });

  test("a folder that holds something else is refused before anything runs, and stays as it is", async () => {
    const out = newFolder();
    writeFileSync(join(out, "thesis.tex"), "years of work");
    const { code, err } = await spikion("run", NANOSECONDS, "--out", out);
    expect(code).toBe(2);
    expect(err).toMatch(/--out: .*holds something else than this run/);
    expect(readFileSync(join(out, "thesis.tex"), "utf8")).toBe("years of work");
  });

  test("a run of another config is not overwritten", async () => {
    const out = join(newFolder(), "run");
    await spikion("run", NANOSECONDS, "--out", out, "--quiet");
    expect((await spikion("run", NANOSECONDS, "--out", out, "--quiet", "--seed", "2")).code).toBe(2);
  });

  test("Ctrl-C ends the run with what there is and exit code 130", async () => {
    const out = join(newFolder(), "run");
    // The run listens once it has loaded its data; then let it learn a little.
    const before = process.listenerCount("SIGINT");
    const timer = setInterval(() => {
      if (process.listenerCount("SIGINT") === before) return;
      clearInterval(timer);
      setTimeout(() => process.emit("SIGINT"), 500);
    }, 20);
    const long = ["--set", "train.images=8000", "--set", "train.epochs=20"];
    const { code, err } = await spikion("run", TINY, "--out", out, ...long);
    expect(code).toBe(130);
    expect(err).toMatch(/ending with what there is/);
    expect(JSON.parse(readFileSync(join(out, "metrics.json"), "utf8"))).toMatchObject({ interrupted: true });
  });
});

describe("the user's mistakes end with code 2 and one paragraph without a stack", () => {
  test.each([
    ["no command", [], /a command is missing/],
    ["an unknown command", ["rnu", "x"], /there is no command "rnu" \(did you mean "run"\?\)/],
    ["a command like none", ["frobnicate"], /there is no command "frobnicate"; spikion --help/],
    ["an unknown flag", ["run", TINY, "--sed", "1"], /sed/],
    ["a missing file", ["run", "no-such.yaml"], /no-such\.yaml: there is no such file/],
    [
      "a folder for a file",
      ["check", join(packageRoot, "networks")],
      /is a folder; accepted: a YAML file, the folder of a run or of a sweep, or a folder with some of these/,
    ],
    [
      "an unknown key",
      ["run", TINY, "--set", "trian.images=3"],
      /unknown key "trian" \(did you mean "train"\?\)/,
    ],
    ["a wrong unit", ["run", TINY, "--set", "presentation.duration=3 mV"], /where a time is needed/],
    ["a NaN", ["run", TINY, "--set", "gain.end=.nan"], /gain\.end: got NaN/],
    [
      "an option twice",
      ["run", TINY, "--seed", "1", "--seed", "2"],
      /--seed is given 2 times \(1, 2\); accepted: once/,
    ],
    [
      "a setting twice",
      ["check", TINY, "--set", "seed=1", "--set", "seed=2"],
      /--set: seed is set twice \(1, 2\)/,
    ],
    ["a seed twice", ["run", TINY, "--seed", "1e3", "--set", "seed=3"], /seed is set twice \(3, 1e3\)/],
    ["a seed with leading zeros", ["run", TINY, "--seed", "007"], /seed: 007 has leading zeros/],
    [
      "a seed of too many digits",
      ["run", TINY, "--seed", "9007199254740993"],
      /has more digits than a number keeps/,
    ],
    [
      "workers that are no whole number",
      ["run", TINY, "--workers", "1e1"],
      /--workers: "1e1" is not accepted/,
    ],
    ["an unknown part", ["list", "nerons"], /accepted: parts, .*encoders, neurons.*did you mean "neurons"/],
    ["a folder that is no run", ["evaluate", packageRoot], /manifest\.json/],
    ["a folder that is no run", ["report", packageRoot], /manifest\.json/],
  ] as [string, string[], RegExp][])("%s", async (_, args, message) => {
    const { code, out, err } = await spikion(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe("");
  });

  test("a truncated IDX file names file and path, and nothing is written", async () => {
    const data = newFolder();
    for (const name of [
      "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte",
    ])
      writeFileSync(join(data, name), Buffer.from([0, 0, 8, name.includes("images") ? 3 : 1, 0, 0]));
    const out = join(newFolder(), "run");
    const { code, err } = await spikion("run", TINY, "--set", `dataset=${data}`, "--out", out);
    expect(code).toBe(2);
    expect(err).toMatch(/dataset: .*-idx\d-ubyte/);
    expect(existsSync(out)).toBe(false);
  });
});

describe("check", () => {
  test("looks at every file and says all problems", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "bad.yaml"), `extends: ${TINY}\ntrian: 1\nseed: .nan\n`);
    const { code, out, err } = await spikion("check", join(folder, "bad.yaml"), TINY);
    expect(code).toBe(2);
    expect(err).toMatch(/2 problems:[\s\S]*seed: got NaN[\s\S]*trian/);
    expect(out).toBe(`${TINY}: ok\n`);
  });
});

describe("evaluate and report", () => {
  test("a trained network can be tested again with other data, frozen, and its report drawn again", async () => {
    const out = join(newFolder(), "run");
    const trained = JSON.parse((await spikion("run", TINY, "--out", out, "--json", "--quiet")).out);
    const again = JSON.parse((await spikion("evaluate", out, "--json", "--quiet")).out);
    expect(again.accuracy).toEqual(trained.accuracy);
    expect(again.weightsSha256).toBe(trained.weightsSha256);
    expect(
      JSON.parse((await spikion("evaluate", out, "--json", "--quiet", "--set", "test.images=80")).out)
        .testImages,
    ).toBe(80);
    expect((await spikion("report", out)).code).toBe(0);
    const wrong = await spikion("evaluate", out, "--set", "network.populations.output.size=5");
    expect(wrong).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /trained with 784 inputs and 20 neurons and cannot be tested with 784 and 5/,
      ),
    });
  });
});

test("list names every part, and a kind of parts with its numbers and their sources", async () => {
  const all = await spikion("list");
  for (const name of ["poisson-total", "lif-cond", "eis-ysz14", "box-over-ramp", "log-likelihood"])
    expect(all.out).toContain(name);
  expect((await spikion("list", "lif-cond")).out).toMatch(/tauM +50 ms +membrane time constant \[.+\]/);
});

test("schema writes the schemas for editors", async () => {
  const out = join(newFolder(), "new", "schema");
  mkdirSync(join(out, ".."));
  expect((await spikion("schema", "--out", out)).code).toBe(0);
  expect(JSON.parse(readFileSync(join(out, "experiment.schema.json"), "utf8"))).toHaveProperty("$schema");
});
