/** What a hand can do to knots, and take back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { waveform } from "../../src/core/waveform/index.js";
import { added, moved, onStep, removed, roundStep, snapFor, typed } from "../../src/explore/edit.js";
import { History } from "../../src/explore/history.js";
import { type Knot, knotsOf, startOf } from "../../src/explore/state.js";
import { axisText, roomFor, scaleFor, ticks } from "../../src/explore/ticks.js";

const knots: readonly Knot[] = [
  [0, 10],
  [0.01, 10],
  [0.01, -10],
  [0.022, -10],
];

test("a knot stops at its neighbours, and at 40 V", () => {
  expect(moved(knots, 0, 0.5, 99)[0]).toEqual([0, 40]);
  expect(moved(knots, 1, -5, 0)[1]).toEqual([0, 0]);
  expect(moved(knots, 3, 0.012, -1)[3]).toEqual([0.012, -1]);
});

test("a knot that is typed is taken to the last bit, or refused with what is accepted there", () => {
  expect(typed(knots, 3, 0, 0.0123456789)[3]).toEqual([0.0123456789, -10]);
  expect(typed(knots, 0, 1, 0.1 + 0.2)[0]).toEqual([0, 0.1 + 0.2]);
  const refused = (k: number, which: 0 | 1, x: number) => () => typed(knots, k, which, x);
  expect(refused(0, 1, 50)).toThrow("accepted: -40 V to 40 V");
  expect(refused(0, 0, 0.5)).toThrow("accepted: up to the next knot, 10 ms");
  expect(refused(1, 0, -5)).toThrow("accepted: between the neighbouring knots, 0 s to 10 ms");
  expect(refused(3, 0, 0)).toThrow("accepted: from the knot before, 10 ms");
  expect(refused(3, 0, 0.01)).toThrow("accepted: at most two knots at one time");
});

test("whatever is dragged, added and deleted, what is left is a waveform", () => {
  const time = fc.double({ min: -0.05, max: 0.05, noNaN: true });
  const act = fc.tuple(fc.nat(2), fc.nat(9), fc.constantFrom(0, 0.01, 0.022, -0.01), time, fc.boolean());
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let now = knots;
      for (const [kind, k, round, fine, snaps] of acts) {
        const at = k % now.length;
        const t = snaps ? round : fine;
        if (kind === 0) now = moved(now, at, t, 100 * fine);
        else if (kind === 1) now = added(now, t, k).knots;
        else now = removed(now, at);
        expect(() => waveform(now)).not.toThrow();
      }
    }),
  );
});

test("a knot more on the line changes no voltage", () => {
  expect(
    added(
      [
        [0, 3],
        [0.02, 0],
      ],
      0.01,
    ),
  ).toEqual({
    knots: [
      [0, 3],
      [0.01, 1.5],
      [0.02, 0],
    ],
    at: 1,
  });
});

test("the last two knots stay", () => {
  expect(
    removed(
      [
        [0, 1],
        [1, 2],
      ],
      0,
    ),
  ).toHaveLength(2);
  expect(
    removed(
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
      2,
    ),
  ).toHaveLength(3);
});

test("steps are 1, 2 or 5 times a power of ten, and leave no digits behind", () => {
  expect([0.3, 1, 1.1, 2.5e-7, 7e-3].map(roundStep)).toEqual([0.5, 1, 2, 5e-7, 0.01]);
  expect(onStep(0.30000000000000004, 0.1)).toBe(0.3);
  expect(snapFor(22e-3)).toEqual({ t: 0.2e-3, v: 0.05 });
});

test("a drag is undone in one step, and comes back", () => {
  const history = new History(startOf("box-over-ramp"));
  for (const v of [1, 2, 3]) history.set({ ...history.state, alphaPre: v }, "drag");
  history.endGesture();
  history.set({ ...history.state, alphaPre: 9 }, "drag");
  expect(history.undo().alphaPre).toBe(3);
  expect(history.undo().alphaPre).toBe(1);
  expect(history.canUndo).toBe(false);
  expect(history.redo().alphaPre).toBe(3);
  history.set({ ...history.state, alphaPre: 5 });
  expect(history.canRedo).toBe(false);
});

test("an axis has round marks within its range", () => {
  expect(ticks(-0.022, 0.022, 5)).toEqual([-0.02, -0.01, 0, 0.01, 0.02]);
  expect(scaleFor(30e-9, "S")).toEqual({ factor: 1e-9, unit: "nS" });
  expect(axisText(-2e-8, 1e-9)).toBe("−20");
  const [low, high] = roomFor([3, 5], 1);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(5);
});

test("knots are read off a waveform as they are", () => {
  expect(knotsOf(waveform(knots))).toEqual(knots);
});
