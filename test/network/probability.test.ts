/** The rule that draws every pair of neurons alone. */
import { describe, expect, test } from "vitest";
import { positioned } from "../../src/core/connectivity/index.js";
import { Random } from "../../src/core/random.js";
import { rules } from "../../src/network/connect/index.js";
import { plainEnds } from "../../src/network/connect/model.js";

describe("probability", () => {
  const connect = (nPre: number, nPost: number, p: number, name = "x", same = false, autapses = 1) => {
    const ends = { ...plainEnds(nPre, nPost), same };
    return positioned(rules.probability.connect(nPre, nPost, { p, autapses }, Random.of(name), ends));
  };

  test("nothing at 0, every pair at 1", () => {
    expect(connect(7, 5, 0).count).toBe(0);
    const full = connect(7, 5, 1);
    expect(full.count).toBe(35);
    for (let i = 0; i < 7; i++)
      for (let at = full.rowStart(i); at < full.rowEnd(i); at++)
        expect(full.columnOf(i, at)).toBe(at - full.rowStart(i));
  });

  test.each([0.003, 0.1, 0.5, 0.97])(
    "p = %d: counts of rows, columns and gaps are those of independent trials",
    (p) => {
      const [nPre, nPost] = [400, 300];
      const wiring = connect(nPre, nPost, p);
      const pairs = nPre * nPost;
      // Five standard deviations of a binomial count.
      expect(Math.abs(wiring.count - p * pairs)).toBeLessThan(5 * Math.sqrt(pairs * p * (1 - p)));
      const columns = Float64Array.from({ length: nPost }, (_, j) => wiring.inDegree(j));
      const variance = columns.reduce((sum, d) => sum + (d - p * nPre) ** 2, 0) / nPost;
      // A sample variance of n values scatters by sqrt(2 / n), of skewed ones a little more.
      expect(variance / (nPre * p * (1 - p))).toBeGreaterThan(1 - 6 * Math.sqrt(2 / nPost));
      expect(variance / (nPre * p * (1 - p))).toBeLessThan(1 + 6 * Math.sqrt(2 / nPost));
      let neighbours = 0;
      for (let i = 0; i < nPre; i++)
        for (let at = wiring.rowStart(i) + 1; at < wiring.rowEnd(i); at++)
          if (wiring.columnOf(i, at) === wiring.columnOf(i, at - 1) + 1) neighbours++;
      const both = nPre * (nPost - 1) * p * p;
      expect(Math.abs(neighbours - both)).toBeLessThan(6 * Math.sqrt(both) + 1);
    },
  );

  test("the first and the last pair occur as often as others", () => {
    const of = 4000;
    let first = 0;
    let last = 0;
    for (let s = 0; s < of; s++) {
      const wiring = connect(3, 2, 0.25, `seed ${s}`);
      if (wiring.rowEnd(0) > 0 && wiring.columnOf(0, 0) === 0) first++;
      if (wiring.inDegree(1) > 0 && wiring.memberRow(1, wiring.inDegree(1) - 1) === 2) last++;
    }
    for (const seen of [first, last])
      expect(Math.abs(seen - of / 4)).toBeLessThan(5 * Math.sqrt(of * 0.25 * 0.75));
  });

  test("a neuron may reach itself", () => {
    const wiring = connect(200, 200, 0.5);
    let own = 0;
    for (let i = 0; i < 200; i++)
      for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) if (wiring.columnOf(i, at) === i) own++;
    expect(Math.abs(own - 100)).toBeLessThan(5 * Math.sqrt(50));
  });

  test("without autapses it does not, and all other synapses are as they were", () => {
    const wiring = connect(60, 60, 0.4, "x", true);
    const without = connect(60, 60, 0.4, "x", true, 0);
    for (let i = 0; i < 60; i++) {
      const columns = Array.from({ length: wiring.rowEnd(i) - wiring.rowStart(i) }, (_, k) =>
        wiring.columnOf(i, wiring.rowStart(i) + k),
      );
      const left = Array.from({ length: without.rowEnd(i) - without.rowStart(i) }, (_, k) =>
        without.columnOf(i, without.rowStart(i) + k),
      );
      expect(left).toEqual(columns.filter((j) => j !== i));
    }
  });

  test("more synapses than positions can count are refused before any is drawn", () => {
    expect(() => connect(1e6, 1e6, 0.1)).toThrow(
      "100000000000 synapses are expected; at most 2147483647 are possible",
    );
  });
});
