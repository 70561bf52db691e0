import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../src/node/config.js";

const readme = readFileSync(join(packageRoot, "README.md"), "utf8");

test("the README's program runs as printed, on the built package", () => {
  const program = /```js\n([\s\S]*?)```/.exec(readme)![1]!;
  expect(program.split("\n").length).toBeLessThan(40);
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: packageRoot,
    encoding: "utf8",
  });
  const [window, network] = printed.trim().split("\n");
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

test("the README names the two commands that do everything", () => {
  expect(readme).toContain("npm ci && npm start");
  expect(readme).toContain("npm ci && npm test");
});

test("every file that the README links to is there", () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((m) => m[1]!);
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) expect(() => readFileSync(join(packageRoot, link))).not.toThrow();
});
