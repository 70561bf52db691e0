import { expect, test } from "vitest";
import { TickPace } from "../../../src/engine/compiled/tick-pace.js";

interface Course {
  /** Ticks that all threads shared. */
  shared: number;
  /** ms of all ticks. */
  took: number;
}

/** A run of so many ticks, where each takes so many ms. @param ready  from which tick on all threads are there */
function course(ticks: number, ms: (together: boolean, tick: number) => number, ready = 0): Course {
  let took = 0;
  let shared = 0;
  let tick = 0;
  const pace = new TickPace(
    () => tick >= ready,
    () => took,
  );
  pace.begin();
  for (; tick < ticks; tick++) {
    took += ms(pace.together, tick);
    if (pace.together) shared++;
    pace.end();
  }
  return { shared, took };
}

test("where threads pay, nearly all ticks are shared by them", () => {
  expect(course(20_000, (all) => (all ? 0.06 : 0.1)).shared).toBeGreaterThan(18_000);
});

test("where they do not, few are, and ever fewer", () => {
  expect(course(20_000, (all) => (all ? 0.12 : 0.1)).shared).toBeLessThan(1100);
  expect(course(400_000, (all) => (all ? 0.12 : 0.1)).shared).toBeLessThan(5200);
});

test("where they take twenty times as long, a run takes a twentieth longer at most", () => {
  expect(course(20_000, (all) => (all ? 2 : 0.1)).took).toBeLessThan(1.05 * 2000);
});

test("a machine that becomes busy is noticed at once, and again when it is idle", () => {
  const busy = (tick: number) => tick >= 20_000 && tick < 40_000;
  const ms = (all: boolean, tick: number) => (all ? (busy(tick) ? 2 : 0.06) : 0.1);
  const { shared, took } = course(100_000, ms);
  expect(took).toBeLessThan(1.03 * (20_000 * 0.1 + 20_000 * 0.06 + 60_000 * 0.07));
  expect(shared).toBeGreaterThan(50_000);
});

test("ticks of which every thousandth is a burst do not hide what pays", () => {
  const burst = (tick: number) => (tick % 1000 < 20 ? 10 : 1);
  expect(course(50_000, (all, tick) => burst(tick) * (all ? 0.07 : 0.1)).shared).toBeGreaterThan(39_000);
});

test("nothing is tried before all threads have come", () => {
  const { shared } = course(10_000, (all) => (all ? 0.06 : 0.1), 5000);
  expect(shared).toBeGreaterThan(4000);
  expect(shared).toBeLessThan(5000);
});
