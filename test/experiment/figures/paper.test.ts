import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { conditions } from "../../../scripts/paper/conditions.js";
import { checksOf, figureFiles, paperFacts, runFigure } from "../../../scripts/paper/run.js";
import { cells, counts, type FigureCheck, statements } from "../../../scripts/paper/statements.js";
import type { FigureSpec } from "../../../src/experiment/kinds/figure/spec.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../../src/node/config.js";
import { golden } from "../../golden/eis-reference.js";
import { lines, panelLines } from "../../golden/kept.js";
import { expectToldApart } from "../../report/told-apart.js";

const papers = join(packageRoot, "experiments", "papers");
const names = figureFiles;
const facts = paperFacts();
/** Runs of figures as they are, each once. */
const kept = new Map<string, ReturnType<typeof runFigure>>();
const asItIs = (name: string) => {
  const run = kept.get(name) ?? runFigure(name);
  kept.set(name, run);
  return run;
};
const written = readFileSync(join(packageRoot, "docs", "paper.md"), "utf8");
const run = async (name: string, set: string[] = []) => {
  const { spec } = await loadExperiment(join(papers, name), { set });
  return runExperiment(spec as FigureSpec);
};
const numbers = async (name: string, set: string[] = []) => {
  const { metrics } = await run(name, set);
  return Object.fromEntries(metrics.numbers.map((n) => [n.name, n.value]));
};

test("there is an experiment for every figure of the paper", () => {
  const ids = ["2", "3", "4a", "4b", "4c", "4d", "5b", "5d", "6", "7a", "7b", "7c", "7d"];
  for (const id of ids) expect(names).toContain(`huang-2025-fig${id}.yaml`);
  expect(names).toContain("huang-2025-table1.yaml");
});

describe.each(names)("%s", (name) => {
  test("every statement that it decides holds, but the one known not to", async () => {
    const { metrics, panels, tables } = (await asItIs(name)).result;
    expect(metrics.checks.length).toBeGreaterThan(0);
    expect(panels.length).toBeGreaterThan(0);
    expectToldApart(panels);
    // The assumed dynamic level gives 0.74 for fig. 4b instead of the paper's factor of 0.5.
    const known = name === "huang-2025-fig4b.yaml" ? ["F-30"] : [];
    expect(metrics.checks.filter((c) => !c.holds).map((c) => c.fact)).toEqual(known);
    for (const c of metrics.checks) {
      expect(Object.keys(facts)).toContain(c.fact);
      // Rounding noise may differ between engines; everything else must be what docs/paper.md says.
      if (Math.abs(c.value) > 1e-9 || c.unit !== "1") expect(written).toContain(`${c.number} = ${c.ours}`);
    }
    for (const n of metrics.numbers) expect(Number.isFinite(n.value), n.name).toBe(true);
    const shown = [
      ...lines({ checks: metrics.checks }),
      ...lines({ numbers: metrics.numbers }),
      ...lines({ tables }),
      ...panels.flatMap(panelLines),
    ];
    await expect(`${shown.join("\n")}\n`).toMatchFileSnapshot(
      `../../golden/results/${name.replace(".yaml", ".txt")}`,
    );
  });
});

test("all 63 statements have a verdict; where no run decides, the reason is said", () => {
  const ids = Array.from({ length: 63 }, (_, k) => `F-${String(k + 1).padStart(2, "0")}`);
  expect(Object.keys(facts)).toEqual(ids);
  for (const [id, { verdict, why }] of Object.entries(facts)) {
    expect(["run", "assumption", "construction", "data", "not reproducible"]).toContain(verdict);
    if (verdict !== "run") expect(why, id).toBeTruthy();
  }
});

describe("docs/paper.md says what the program gives", () => {
  /** Figures whose numbers under another condition take a moment only; `npm run paper -- --check` holds all. */
  const quick = ["fig2", "fig4a", "fig4b", "fig4c", "fig4d", "fig5b"];
  const rowOf = (id: string) => written.split("\n").find((line) => line.startsWith(`| ${id} |`))!;
  const cellsOf = (row: string) => row.slice(2, -2).split(" | ");
  const all = async (wanted: readonly string[], condition?: (typeof conditions)[number]) => {
    const runs = [];
    for (const name of wanted) runs.push(await (condition ? runFigure(name, condition) : asItIs(name)));
    return runs.flatMap(checksOf);
  };
  let base: FigureCheck[];
  beforeAll(async () => {
    base = await all(names);
  });

  test("the verdict of every statement, and how many there are of each", () => {
    const rows = statements(facts, base, []);
    expect(written).toContain(`Of ${rows.length} statements: ${counts(rows)}.`);
    for (const row of rows) expect(cellsOf(rowOf(row.id))[4]).toBe(cells(row)[4]);
  });

  test("whether it still holds under other conditions, of the figures that are quick to draw", async () => {
    const wanted = names.filter((name) => quick.some((id) => name.endsWith(`-${id}.yaml`)));
    const others = [];
    for (const condition of conditions) others.push({ condition, checks: await all(wanted, condition) });
    const decided = (id: string) => base.every((c) => c.fact !== id || quick.includes(c.figure));
    const rows = statements(facts, base, others).filter((s) => s.checks.length > 0 && decided(s.id));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(cellsOf(rowOf(row.id)).slice(5)).toEqual(cells(row).slice(5));
  });

  test("a condition is what a user would set", async () => {
    const settings = [
      ["params.vOc=-0.1 V"],
      undefined,
      ["device={preset: eis-ysz14, rate: {law: hopping-butler-volmer, thickness: 14 nm}}"],
    ];
    for (const [k, set] of settings.entries()) {
      if (!set) continue;
      const own = await run("huang-2025-fig4a.yaml", [...set, "compensate=true"]);
      const { result } = await runFigure("huang-2025-fig4a.yaml", conditions[k]);
      expect(result.metrics.numbers).toHaveLength(own.metrics.numbers.length);
      for (const [j, n] of own.metrics.numbers.entries()) {
        // Rounding alone, which peaks and what is 0 but for rounding see most.
        const size = n.unit === "1" ? Math.max(1e-3, Math.abs(n.value)) : Math.abs(n.value);
        expect(Math.abs(result.metrics.numbers[j]!.value - n.value), n.name).toBeLessThanOrEqual(1e-6 * size);
      }
    }
  });
});

test("fig. 5d and the third signal are the reference's curves", async () => {
  for (const [name, rows] of [
    ["huang-2025-fig5d.yaml", golden.fig5dDopamine.dG_table_nS],
    ["huang-2025-third-signal.yaml", golden.thirdSignal.dG_table_nS],
  ] as const) {
    const { panels } = await run(name, ["deltaT.count=41"]);
    const lines = panels.filter((p) => p.id.startsWith("stdp")).flatMap((p) => p.series);
    expect(lines).toHaveLength(rows.length);
    for (const [k, line] of lines.entries())
      for (const [j, y] of line.y.entries()) expect(Math.abs(y / 0.7e-9 - rows[k]![j]!)).toBeLessThan(1e-6);
  }
});

test("fig. 6 ends on the reference's cycles, by whole waveforms and by net changes", async () => {
  const n = await numbers("huang-2025-fig6.yaml");
  // Whole waveforms, up and down within a pair, known to three digits.
  expect(n["scaled.high"]! / 2387e-9).toBeCloseTo(1, 3);
  expect(n["scaled.low"]! / 211.4e-9).toBeCloseTo(1, 3);
  expect(n["scaled.ratio"]).toBeCloseTo(11.25, 1);
  // The reference's step is that at the same delta_t: both to nine digits.
  expect(n["net.high"]! / 1e-9 / golden.fig6Cycling.directional_high_nS[9]!).toBeCloseTo(1, 6);
  expect(n["net.low"]! / 1e-9 / golden.fig6Cycling.directional_low_nS[9]!).toBeCloseTo(1, 6);
});

test("the 100 ns pair takes 26.8 to 53.5 fJ in the divider, a lone spike 13.4", async () => {
  const n = await numbers("huang-2025-table1.yaml");
  expect(n.dividerApart! / 26.77e-15).toBeCloseTo(1, 3);
  expect(n.dividerHigh! / 53.54e-15).toBeCloseTo(1, 3);
  expect(n.lonePreDivider! / 13.385e-15).toBeCloseTo(1, 3);
  expect(n.leftOfPeak).toBeCloseTo(0.13, 2);
});

test("a check of a number that is not there names those that are, and bounds in another unit are refused", async () => {
  const check = (text: string) =>
    run("huang-2025-fig4a.yaml", [`checks=[{fact: F-38, paper: x, how: y, ${text}}]`]);
  await expect(check("number: peakUpp")).rejects.toThrow(/number "peakUpp"; this figure has: peakUp,/);
  await expect(check("number: peakUp, from: 1 s")).rejects.toThrow(
    /are in s; accepted: the unit of peakUp, S/,
  );
});

test("compensate solves the amplitudes for another device: the lone spike is then below 0.1 % of the peak", async () => {
  const other =
    "device={preset: eis-ysz14, rate: {law: hopping-butler-volmer, temperature: 323.15 K, thickness: 9 nm}}";
  const before = await numbers("huang-2025-fig4a.yaml", [other]);
  const after = await numbers("huang-2025-fig4a.yaml", [other, "compensate=true"]);
  expect(before.lone).toBeGreaterThan(1e-3);
  expect(after.lone).toBeLessThan(1e-9);
  expect(after.peakGate).toBeCloseTo(before.peakGate!, 9);
});

test("the wider the channel, the larger every change, with W/L", async () => {
  const square = await numbers("huang-2025-fig4a.yaml");
  const wide = await numbers("huang-2025-fig4a.yaml", ["params.width=9 um"]);
  expect(wide.peakUp! / square.peakUp!).toBeCloseTo(3, 12);
  expect(wide.lone! / square.lone!).toBeCloseTo(1, 6);
});
