/** Code in configs: whose it is decides whether it runs. */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { DEVICE, READOUT } from "../config/own-parts.js";
import { folderWith } from "../config/small.js";
import { spikion } from "./spikion.js";

/** A part that leaves a file beside itself when it runs. */
const leavingTrace = (part: string) =>
  `import { writeFileSync } from "node:fs";\nwriteFileSync(new URL("ran", import.meta.url), "");\n${part}`;
const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

const experiment = `extends: experiments/smoke/mnist-tiny.yaml
train: {images: 4}
label: {images: 4}
test: {images: 4, readout: {module: ./mine.mjs}}
`;
let folder: string;
let run: string;
let started: { code: number; out: string; err: string };

beforeAll(async () => {
  folder = folderWith({ "mine.mjs": READOUT, "x.yaml": experiment });
  run = join(folder, "run");
  started = await spikion("run", join(folder, "x.yaml"), "--out", run, "--quiet", "--workers", "1");
});

/** The run's folder as somebody might hand it on: with a module that nobody here has run, and right hashes. */
function handedOn(plots = false): { dir: string; module: string; ran: () => boolean } {
  const place = folderWith({ "evil.mjs": leavingTrace(READOUT) });
  const [dir, module] = [join(place, "run"), join(place, "evil.mjs")];
  mkdirSync(dir);
  const yaml = readFileSync(join(run, "config.resolved.yaml"), "utf8");
  const mine = join(folder, "mine.mjs");
  const changed = plots
    ? `${yaml.replace(`module: ${mine}`, "").replace("readout:", "readout: class-mean")}plots: [{module: ${module}}]\n`
    : yaml.replace(mine, module);
  for (const name of ["metrics.json", "weights.npz", "details.json", "details.npz"])
    copyFileSync(join(run, name), join(dir, name));
  writeFileSync(join(dir, "config.resolved.yaml"), changed);
  const manifest = JSON.parse(readFileSync(join(run, "manifest.json"), "utf8"));
  manifest.files["config.resolved.yaml"] = sha256(changed);
  manifest.configHash = sha256(changed);
  manifest.modules = { [module]: sha256(readFileSync(module)) };
  writeFileSync(join(dir, "manifest.json"), JSON.stringify(manifest));
  return { dir, module, ran: () => existsSync(join(place, "ran")) };
}

test("a run names its modules and their sha256 before it runs them, and its manifest keeps them", () => {
  const path = join(folder, "mine.mjs");
  expect(started.code).toBe(0);
  expect(started.err).toContain(`runs ${path} (sha256 ${sha256(READOUT)})`);
  const { modules } = JSON.parse(readFileSync(join(run, "manifest.json"), "utf8"));
  expect(modules).toEqual({ [path]: sha256(READOUT) });
});

test("evaluate, and run and check of a file in a run folder, run none of its code", async () => {
  const { dir, module, ran } = handedOn();
  const config = join(dir, "config.resolved.yaml");
  const renamed = join(dir, "mine.yaml");
  copyFileSync(config, renamed);
  const link = join(folder, "link.yaml");
  symlinkSync(renamed, link);
  const extending = join(folderWith({ "x.yaml": `extends: ${renamed}\n` }), "x.yaml");
  const commands = [
    ["evaluate", dir],
    ...[config, renamed, link, extending].map((file) => ["run", file, "--out", join(folder, "again")]),
    ["sweep", renamed, "--out", join(folder, "again")],
  ];
  writeFileSync(
    renamed,
    `${readFileSync(renamed, "utf8")}sweep: {axes: {a: {path: train.images, values: [3, 4]}}, seeds: 1}\n`,
  );
  for (const command of commands) {
    const { code, err } = await spikion(...command);
    expect([command[0], code], err).toEqual([command[0], 2]);
    expect(err).toContain(module);
    expect(err).toContain(`(sha256 ${sha256(leavingTrace(READOUT))})`);
    expect(err).toContain("--allow-modules");
    expect(ran()).toBe(false);
  }
  for (const file of [config, renamed]) {
    const { code, out } = await spikion("check", file);
    expect(code).toBe(0);
    expect(out).toContain(`but for what depends on code that was not run: ${module} (sha256`);
    expect(ran()).toBe(false);
  }
  const { code } = await spikion("evaluate", dir, "--allow-modules", "--quiet", "--workers", "1");
  expect(code).toBe(0);
  expect(ran()).toBe(true);
});

test("report draws a run folder again without its code, and says what it left out", async () => {
  const { dir, module, ran } = handedOn(true);
  const { code, err } = await spikion("report", dir);
  expect([code, ran()]).toEqual([0, false]);
  expect(err).toContain(`${module} (sha256`);
  expect(readFileSync(join(dir, "report.html"), "utf8")).toContain("is left out");
});

test("resume runs no code of an unfinished run's folder", async () => {
  const { dir, module, ran } = handedOn();
  const config = readFileSync(join(dir, "config.resolved.yaml"), "utf8");
  const other = join(folderWith({}), "run");
  mkdirSync(join(other, "checkpoints"), { recursive: true });
  const begun = {
    format: "spikion-unfinished",
    formatVersion: 1,
    version: "0.1.0",
    startedAt: "2025-01-01T10:00:00Z",
    config,
    configHash: sha256(config),
    dataHash: null,
  };
  writeFileSync(join(other, "checkpoints", "run.json"), JSON.stringify(begun));
  const { code, err } = await spikion("resume", other);
  expect([code, ran()]).toEqual([2, false]);
  expect(err).toContain(module);
});

test("check of an experiment of one's own runs nothing, and finds what does not depend on the module", async () => {
  const place = folderWith({
    "mine.mjs": leavingTrace(DEVICE),
    "x.yaml": "extends: experiments/quickstart-pixels.yaml\n",
  });
  const set = [
    "--set",
    `network.projections.feedforward.synapses.eis.device={module: ${join(place, "mine.mjs")}}`,
    "--set",
    "train.imges=3",
  ];
  const { code, err } = await spikion("check", join(place, "x.yaml"), ...set);
  expect(code).toBe(2);
  expect(err).toContain('unknown key "imges"');
  expect(existsSync(join(place, "ran"))).toBe(false);
});
