/** Lengths of the parts that a simulation is cut into: some tenths of a second of wall time each. */
import { afterEach, expect, test, vi } from "vitest";
import { Pace } from "../../../src/experiment/kinds/simulate/pace.js";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Lengths of `n` parts where a tick takes `perTick` seconds. */
function lengths(n: number, ticks: number, perTick: number, multiple?: number): number[] {
  let now = 0; // ms
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const pace = new Pace(ticks, multiple);
  let done = 0;
  return Array.from({ length: n }, () => {
    const end = pace.next(done);
    const length = end - done;
    now += 1000 * perTick * length;
    pace.over();
    done = end;
    return length;
  });
}

test("parts double while they are shorter than 0.05 s", () => {
  // 8, 16 and 32 ms, then 64 ms.
  expect(lengths(5, 1e6, 1e-3)).toEqual([8, 16, 32, 64, 64]);
});

test("they halve while they are longer than 0.2 s, down to one tick", () => {
  // 0.8 and 0.4 s, then 0.2 s.
  expect(lengths(4, 1e6, 0.1)).toEqual([8, 4, 2, 2]);
  expect(lengths(5, 1e6, 3)).toEqual([8, 4, 2, 1, 1]);
});

test("none is longer than a hundredth of the whole, and the last ends with it", () => {
  expect(lengths(4, 2000, 1e-6)).toEqual([8, 16, 20, 20]);
  expect(lengths(3, 12, 1)).toEqual([1, 1, 1]);
});

test("every multiple of a checkpoint's ticks is the end of a part", () => {
  const ends = lengths(7, 1e6, 1e-3, 50).map(
    (
      (done) => (length) =>
        (done += length)
    )(0),
  );
  expect(ends).toEqual([8, 24, 50, 100, 150, 200, 250]);
});
