import { expect, test } from "vitest";
import { Pace } from "../../src/experiment/pace.js";

/** A clock that counts who looks at it. */
function clockOf() {
  const clock = { time: 1000, looks: 0 };
  return {
    clock,
    look: () => {
      clock.looks++;
      return clock.time;
    },
  };
}

test.each([
  // ms a step, looks for 1,000 steps at least and at most: one in 50 steps, or in 20 ms where that is sooner
  [0.1, 20, 22],
  [0.4, 20, 22],
  [2, 100, 102],
  [30, 1000, 1001],
])("steps of %d ms: %d to %d looks at the clock for 1,000 of them", (step, least, most) => {
  const { clock, look } = clockOf();
  const pace = new Pace(look);
  clock.looks = 0;
  for (let done = 1; done <= 1000; done++) {
    clock.time += step;
    const late = clock.time - pace.now(done);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(Math.max(20, step) + 1e-6);
  }
  expect(clock.looks).toBeGreaterThanOrEqual(least);
  expect(clock.looks).toBeLessThanOrEqual(most);
});

test("a loop that goes on at step 50,000 looks again after 50 steps at most", () => {
  const { clock, look } = clockOf();
  const pace = new Pace(look);
  pace.now(50_001);
  clock.time += 7;
  expect(pace.now(50_051)).toBe(clock.time);
});

test("others have their turn once 20 ms have gone by, not before", async () => {
  const { clock, look } = clockOf();
  const pace = new Pace(look);
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  clock.time += 19;
  // No more than promises are waited for: a timer cannot have fired.
  await pace.giveWay();
  expect(turns).toBe(0);
  clock.time += 1;
  while (turns === 0) {
    await pace.giveWay();
    clock.time += 20;
  }
  clearInterval(others);
  expect(turns).toBeGreaterThan(0);
});
