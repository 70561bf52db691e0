/** README, the library's page and the pages of commands: what they print runs, and what they say is so. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { transform } from "esbuild";
import { expect, test } from "vitest";
import { parse } from "yaml";
import yargs, { type Argv } from "yargs";
import { type Command, optionsOf } from "../src/cli/command.js";
import { allCommands, nameOf } from "../src/cli/commands/index.js";
import { packageRoot } from "../src/node/config.js";
import { packagedExperiments } from "../src/node/experiments.js";
import { spikion } from "./cli/spikion.js";

const read = (path: string) => readFileSync(join(packageRoot, path), "utf8");
const readme = read("README.md");
const library = read("docs/library.md");
const { version, scripts, engines } = JSON.parse(read("package.json")) as {
  version: string;
  scripts: Record<string, string>;
  engines: { node: string };
};

const programsIn = (page: string) => [...page.matchAll(/```js\n([\s\S]*?)```/g)].map((m) => m[1]!);

/** What a program prints, on the built package. */
function printed(program: string): string {
  return execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: packageRoot,
    encoding: "utf8",
  });
}

/** Words of every `npx spikion` line of a page's sh blocks, as a shell hands them on. */
function commandsIn(page: string): string[][] {
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const lines = blocks
    .flatMap((block) => block.split("\n"))
    .filter((line) => line.startsWith("npx spikion "));
  return lines.map((line) =>
    (line.replace(/\s+#.*$/, "").match(/(?:[^\s']|'[^']*')+/g) ?? [])
      .slice(2)
      .map((w) => w.replaceAll("'", "")),
  );
}

test("README is at most 150 lines", () => {
  expect(readme.split("\n").length).toBeLessThanOrEqual(150);
});

test("a first program is five lines, and learns", () => {
  const program = programsIn(readme)[0]!;
  expect(program.split("\n").filter((line) => line !== "").length).toBeLessThan(6);
  // The page of the library begins with the same one.
  expect(programsIn(library)[0]).toBe(program);
  const [, percent, images] = /^([\d.]+) % of (\d+) digits/.exec(printed(program))!;
  expect(images).toBe("2000");
  // Ten classes: chance is 10 %. 2000 images of the quickstart reach some 88 %.
  expect(Number(percent)).toBeGreaterThan(50);
});

test("the library's program of parts runs as printed", () => {
  const [window, network] = printed(programsIn(library)[1]!).trim().split("\n");
  const [ltd, ltp] = [...window!.matchAll(/(-?[\d.]+) nS/g)].map((m) => Number(m[1]));
  // Figure 4a's waveforms are antisymmetric.
  expect(ltp).toBeGreaterThan(20);
  expect(ltd).toBeCloseTo(-ltp!, 2);
  const ticks = /ticks ([\d,]+);/.exec(network!)![1]!.split(",").map(Number);
  expect(ticks).toHaveLength(3);
  for (const [k, tick] of ticks.entries()) expect(tick - (100 + 1000 * k)).toBeGreaterThan(5);
  // Three causal pairs of up to 31 nS each, from 998 nS.
  const g = Number(/G = ([\d.]+) nS/.exec(network!)![1]);
  expect(g).toBeGreaterThan(1030);
  expect(g).toBeLessThan(1100);
});

test("the library's program that looks on sees the network twice", () => {
  const lines = printed(programsIn(library)[2]!).trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^200 images: G = [\d.e-]+ S, theta = [\d.e-]+ V$/);
});

test("README names the two commands that do everything, and npm knows all that it names", () => {
  expect(readme).toContain("npm ci && npm start");
  expect(readme).toContain("npm ci && npm test");
  const pages = [readme, read("docs/usage.md"), read("docs/speed.md"), read("CONTRIBUTING.md")];
  const named = pages.flatMap((page) => [...page.matchAll(/npm run ([\w-]+)/g)].map((m) => m[1]!));
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("README's commands run, from a folder that is not the checkout", async () => {
  const before = process.cwd();
  process.chdir(mkdtempSync(join(tmpdir(), "spikion-readme-")));
  try {
    const commands = commandsIn(readme);
    expect(commands.length).toBeGreaterThan(4);
    for (const words of commands) {
      // It serves a page until it is told to end: test/cli/commands/explore.test.ts.
      if (words[0] === "explore") continue;
      const few = ["train.images=40", "label.images=30", "test.images=30", "dataset=mnist-10k"];
      const small = words[0] === "run" ? few.flatMap((set) => ["--set", set]) : [];
      const { code, err } = await spikion(...words.filter((word) => word !== "--open"), ...small);
      expect(code, `${words.join(" ")}: ${err}`).toBe(0);
    }
    expect(existsSync("mine.yaml")).toBe(true);
    expect(existsSync(join("runs", "quickstart-1", "report.html"))).toBe(true);
    expect(existsSync("curve.svg")).toBe(true);
  } finally {
    process.chdir(before);
  }
});

/** Options of a command, or of one below it. */
function optionsFor(command: Command, words: readonly string[]): string[] {
  const chosen = command.below.find((below) => nameOf(below) === words[1]) ?? command;
  const build = chosen.builder as (args: Argv) => Argv;
  return [...Object.keys(optionsOf(build(yargs([]))).key), "help"];
}

const PAGES = readdirSync(join(packageRoot, "docs"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md"))
  .map((path) => join("docs", path));

test.each(["README.md", "CONTRIBUTING.md", ...PAGES])(
  "every spikion command in %s is one, with options and experiments that there are",
  (path) => {
    const commands = allCommands();
    const names = packagedExperiments().flatMap(({ name }) => [name, basename(name)]);
    for (const words of commandsIn(read(path))) {
      const command = commands.find((c) => nameOf(c) === words[0]);
      expect(command, words.join(" ")).toBeDefined();
      const known = optionsFor(command!, words);
      const used = words.filter((w) => w.startsWith("--")).map((w) => w.slice(2).replace(/=.*$/, ""));
      const unknown = used.filter((option) => !known.includes(option.replace(/^no-/, "")));
      expect(unknown, words.join(" ")).toEqual([]);
      const experiment = words[1] ?? "";
      if (!["run", "sweep", "montecarlo"].includes(words[0]!) || /^-|mine|my-|\*/.test(experiment)) continue;
      const named = experiment.replace(/^(node_modules\/spikion\/)?experiments\//, "").replace(/\.yaml$/, "");
      // What a page's own block saves is no experiment of ours.
      if (!read(path).includes(`\`\`\`yaml ${experiment}`)) expect(names, words.join(" ")).toContain(named);
    }
  },
);

test("every file that README links to or shows is there", () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((m) => m[1]!);
  expect(links.length).toBeGreaterThan(20);
  for (const link of links) expect(() => read(link), link).not.toThrow();
});

test("README's accuracies are those of the page of results", () => {
  const results = read("docs/results.md");
  const cellsOf = (line: string) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
  const lines = readme.match(/^\| `mnist-.*\|$/gm) ?? [];
  expect(lines).toHaveLength(10);
  for (const line of lines) {
    const [study, front, neurons, peak, passes, energy, right, published] = cellsOf(line);
    const row = results.split("\n").find((text) => text.startsWith(`| \`studies/${study!.slice(1, -1)}\``));
    const [, fields, , gate, times, perImage, classMean, , , , theirs] = cellsOf(row!);
    expect([front!.replace("fixed ", ""), peak, passes, energy, right]).toEqual([
      fields,
      gate,
      times,
      perImage,
      classMean,
    ]);
    expect(theirs!.startsWith(published!)).toBe(true);
    expect(study).toContain(`-${neurons}`);
  }
  const quick = (name: string) =>
    cellsOf(results.split("\n").find((text) => text.startsWith(`| \`${name}\``))!)[6];
  const [, onEdges, onPixels] = /reaches (.+? %), instead of (.+? %) on pixels/.exec(readme)!;
  expect([onEdges, onPixels]).toEqual([quick("quickstart"), quick("quickstart-pixels")]);
});

test("README's other numbers are those of the program", () => {
  const [, counts] = /^Of 63 statements: (.+)\.$/m.exec(read("docs/paper.md"))!;
  const numbers = (text: string) => [...text.matchAll(/\d+/g)].map(Number);
  const [, said] = /63 statements of the paper are checked:\s+([\s\S]+?)\.\n/.exec(readme)!;
  expect(numbers(said!)).toEqual(numbers(counts!));
  expect(readme).toContain(`Node ${engines.node.replace(">=", "")} or later`);
  expect(parse(read("experiments/quickstart.yaml")).runtime).toMatch(/^about 15 s/);
  expect(readme.match(/about 15 s/g)).toHaveLength(1);
});

test("the citation has the version of the package", () => {
  expect(parse(read("CITATION.cff"))).toMatchObject({ "cff-version": "1.2.0", version, license: "MIT" });
});

test("README's animation is a small animated picture", () => {
  const bytes = readFileSync(join(packageRoot, "docs", "learning.png"));
  expect(bytes.length).toBeLessThan(400_000);
  expect(bytes.subarray(0, 100).includes("acTL")).toBe(true);
});

test("CONTRIBUTING's worked example is a rate law that conforms, and every file that it names is there", async () => {
  const page = read("CONTRIBUTING.md");
  const [, text] = /```ts power\.ts\n([\s\S]*?)```/.exec(page)!;
  const { code } = await transform(text!, { loader: "ts" });
  const file = join(mkdtempSync(join(tmpdir(), "spikion-part-")), "power.mjs");
  writeFileSync(file, code);
  const { code: exit, out, err } = await spikion("stdp", "--rates", file, "--json");
  expect(exit, err).toBe(0);
  expect(JSON.parse(out.trim().split("\n").at(-1)!)).toBeTypeOf("object");
  const named = [...page.matchAll(/^\| .+ \| `(src\/[\w/.-]+\/)index\.ts` \| (.+?) \| (.+?) \|$/gm)];
  expect(named.length).toBeGreaterThan(11);
  for (const [, folder, copies, suite] of named) {
    for (const [, copy] of copies!.matchAll(/`([\w/.-]+)`/g))
      expect(existsSync(join(packageRoot, folder!, copy!)), `${folder}${copy}`).toBe(true);
    for (const [, test] of suite!.matchAll(/`(every-[\w-]+\.test\.ts)`/g))
      expect(existsSync(join(packageRoot, "test", "conformance", test!)), test).toBe(true);
  }
});
