/** Code blocks of the tutorials and how-tos: how they are read, and that the quick ones do what their pages say. */
import { expect, test } from "vitest";
import { blocksOf, commandsOf, runnablePages, runPages } from "../../scripts/docs/blocks.js";
import { packageRoot } from "../../src/node/disk.js";

test("a block has its language, the name it is saved under, its text without the indent of a list, and its line", () => {
  const page =
    "1. Save it:\n\n   ```yaml a.yaml\n   x: 1\n   ```\n\n<!-- run: slow -->\n```sh\nnpx spikion run a.yaml\n```\n";
  expect(blocksOf(page)).toEqual([
    { language: "yaml", file: "a.yaml", text: "x: 1", line: 3, when: "quick" },
    { language: "sh", file: undefined, text: "npx spikion run a.yaml", line: 8, when: "slow" },
  ]);
});

test("a block that is not closed, or of which something unknown is said, is an error with its line", () => {
  expect(() => blocksOf("text\n```sh\nnpx")).toThrow("line 2: the block is not closed");
  expect(() => blocksOf("<!-- run: later -->\n")).toThrow("line 1: accepted: run: slow, or run: no, REASON");
});

test("commands are split as a shell splits them", () => {
  expect(commandsOf(`npx spikion run a.yaml --set 'x={a: 1}'   # a comment\n\ncp "my file" \\\n  .`)).toEqual(
    [
      ["npx", "spikion", "run", "a.yaml", "--set", "x={a: 1}"],
      ["cp", "my file", "."],
    ],
  );
});

test("every quick block of the tutorials and how-tos runs, and prints what its page says", async () => {
  const pages = runnablePages(packageRoot);
  expect(pages.length).toBeGreaterThan(10);
  const runs = await runPages(packageRoot, pages, false);
  const failures = runs.flatMap(({ page, failures }) =>
    failures.map(({ line, text }) => `docs/${page}:${line}: ${text}`),
  );
  expect(failures).toEqual([]);
  const ran = runs.reduce((sum, run) => sum + run.ran, 0);
  const left = runs.reduce((sum, run) => sum + run.left, 0);
  console.log(
    `${ran} commands of ${pages.length} pages run; ${left} blocks are slow or need what a test has not`,
  );
  expect(ran).toBeGreaterThan(20);
});
