/** The address follows what is dragged without wearing the browser out. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AddressWriter } from "../../src/explore/address.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a drag of six seconds writes at most every 300 ms, and its end at once", () => {
  const written: string[] = [];
  const address = new AddressWriter((link) => void written.push(link));
  for (let frame = 0; frame < 360; frame++) {
    address.follow(`frame ${frame}`);
    vi.advanceTimersByTime(1000 / 60);
  }
  expect(written.length).toBeGreaterThan(15);
  expect(written.length).toBeLessThanOrEqual(21);
  address.settle("end");
  expect(written.at(-1)).toBe("end");
  vi.advanceTimersByTime(60_000);
  expect(written.at(-1)).toBe("end");
});

test("a browser that refuses stops nothing, and has the last link when it allows one again", () => {
  const written: string[] = [];
  let refuses = true;
  const address = new AddressWriter((link) => {
    if (refuses) throw new Error("SecurityError");
    written.push(link);
  });
  address.settle("1");
  address.follow("2");
  vi.advanceTimersByTime(5000);
  refuses = false;
  vi.advanceTimersByTime(5000);
  expect(written).toEqual(["2"]);
});

test("an address that the user chooses is not overwritten by an older state", () => {
  const written: string[] = [];
  const address = new AddressWriter((link) => void written.push(link));
  address.follow("old");
  address.forget();
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([]);
});
