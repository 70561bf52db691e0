/** What docs/devices.md tells to type, typed. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spikion } from "../spikion.js";

const page = readFileSync("docs/devices.md", "utf8");

/** Words of each command of the page's first block, as a shell hands them on. */
const commands = page
  .slice(page.indexOf("```sh") + 5, page.indexOf("```\n", page.indexOf("```sh") + 5))
  .trim()
  .split("\n")
  .map((line) => (line.match(/(?:[^\s']|'[^']*')+/g) ?? []).map((word) => word.replaceAll("'", "")));

test("three commands lead from a staircase to an accuracy", async () => {
  expect(commands).toHaveLength(3);
  const folder = mkdtempSync(join(tmpdir(), "how-to-"));
  const small = ["train.images=40", "label.images=30", "test.images=30", "dataset=mnist-10k"];
  const short = [...small.flatMap((set) => ["--set", set]), "--out", join(folder, "run"), "--json"];
  let last = "";
  for (const [npx, program, ...words] of commands) {
    expect([npx, program]).toEqual(["npx", "spikion"]);
    // The files are made elsewhere than in the checkout.
    const args = words.map((word) => word.replace(/my-(device|waves)\.yaml/g, join(folder, "my-$1.yaml")));
    const { code, out, err } = await spikion(...args, ...(args[0] === "run" ? short : []));
    expect(code, err).toBe(0);
    last = out;
  }
  const { accuracy } = JSON.parse(last);
  expect(accuracy.classMean).toBeGreaterThan(0);
});
