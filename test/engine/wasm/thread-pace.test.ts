import { expect, test } from "vitest";
import { ThreadPace } from "../../../src/engine/wasm/thread-pace.js";

/** How many of `pictures` are shown by all threads, where each takes so many ms. */
function together(pictures: number, ms: (together: boolean, picture: number) => number): number {
  let now = 0;
  let count = 0;
  const pace = new ThreadPace(() => now);
  for (let k = 0; k < pictures; k++) {
    pace.begin();
    now += ms(pace.together, k);
    if (pace.together) count++;
    pace.end();
  }
  return count;
}

test("where threads pay, nearly all pictures are shown by them", () => {
  expect(together(5000, (all) => (all ? 1 : 2))).toBeGreaterThan(4800);
});

test("where they do not, few are", () => {
  expect(together(5000, (all) => (all ? 4 : 2))).toBeLessThan(200);
});

test("a machine that becomes busy, and idle again, is noticed", () => {
  const busy = (k: number) => k >= 5000 && k < 10_000;
  const shown = together(15_000, (all, k) => (all ? (busy(k) ? 4 : 1) : 2));
  expect(shown).toBeGreaterThan(9000);
  expect(shown).toBeLessThan(11_500);
});

test("it tells what a presentation takes either way, once both were tried", () => {
  let now = 0;
  const pace = new ThreadPace(() => now);
  for (let k = 0; k < 24; k++) {
    expect(pace.seconds).toBeUndefined();
    pace.begin();
    now += pace.together ? 3 : 2;
    pace.end();
  }
  expect(pace.seconds).toEqual({ alone: 2e-3, together: 3e-3 });
});
