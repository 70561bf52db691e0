/** A benchmark without the peers keeps their rows, with the date of their run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withKeptSections } from "../../bench/kept-sections.js";
import { packageRoot } from "../../src/node/disk.js";

const run = (date: string, ...sections: string[]) =>
  [`Made by \`npm run bench\` on ${date}, spikion 1.`, ...sections, "`spikion stdp --csv`: 1 ms.", ""].join(
    "\n\n",
  );
const PEERS = "## Peers, in the same run\n\n| brian2 | 5x |";
const NATIVE = "## Against native code\n\n| C | 1 |";

test("what is not measured stays, with its date, however often", () => {
  const first = run("2025-01-01", PEERS, NATIVE);
  const second = withKeptSections(run("2025-02-02"), first);
  expect(second).toMatch(
    /on 2025-02-02, spikion[\s\S]*Measured on 2025-01-01, and not in this run.\n\n\| brian2 \| 5x \|\n/,
  );
  expect(second).toMatch(/Measured on 2025-01-01, and not in this run.\n\n\| C \| 1 \|\n+`spikion stdp/);
  expect(withKeptSections(run("2025-03-03"), second).match(/Measured on .*/g)).toEqual([
    "Measured on 2025-01-01, and not in this run.",
    "Measured on 2025-01-01, and not in this run.",
  ]);
});

test("what is measured again takes the old one's place", () => {
  const now = withKeptSections(
    run("2025-02-02", PEERS.replace("5x", "6x")),
    run("2025-01-01", PEERS, NATIVE),
  );
  expect(now).not.toContain("5x");
  expect(now.match(/^## .*/gm)).toEqual(["## Peers, in the same run", "## Against native code"]);
});

test("the kept file has both, and loses neither", () => {
  const old = readFileSync(join(packageRoot, "bench", "RESULTS.md"), "utf8");
  const now = withKeptSections(run("2025-02-02"), old);
  for (const title of ["Peers, in the same run", "Against native code"])
    expect(now).toContain(`## ${title}\n`);
  expect(now).not.toContain("## Training");
});
