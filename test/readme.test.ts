import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../src/node/config.js";

const readme = readFileSync(join(packageRoot, "README.md"), "utf8");

/** The programs of the section about the library. */
const programs = [...readme.slice(readme.indexOf("## As a library")).matchAll(/```js\n([\s\S]*?)```/g)].map(
  (m) => m[1]!,
);

/** What a program prints, on the built package. */
function printed(program: string): string {
  return execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: packageRoot,
    encoding: "utf8",
  });
}

test("a first program is five lines, and learns", () => {
  const program = programs[0]!;
  expect(program.split("\n").filter((line) => line !== "").length).toBeLessThan(6);
  const [, percent, images] = /^([\d.]+) % of (\d+) digits/.exec(printed(program))!;
  expect(images).toBe("2000");
  // Ten classes: chance is 10 %. 2000 images of the quickstart reach some 65 %.
  expect(Number(percent)).toBeGreaterThan(50);
});

test("the README's program of parts runs as printed", () => {
  const [window, network] = printed(programs[1]!).trim().split("\n");
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

test("the README's program that looks on sees the network twice", () => {
  const lines = printed(programs[2]!).trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^200 images: G = [\d.e-]+ S, theta = [\d.e-]+ V$/);
});

test("the README names the two commands that do everything", () => {
  expect(readme).toContain("npm ci && npm start");
  expect(readme).toContain("npm ci && npm test");
});

test("every file that the README links to is there", () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((m) => m[1]!);
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) expect(() => readFileSync(join(packageRoot, link))).not.toThrow();
});
