import { expect, test } from "vitest";
import { whenWritable, whyItTakesNothing } from "../../../src/cli/queue/when-writable.js";

/** Fails so many times, and says then how often it was called. */
const failing = (times: number, message = "OOM command not allowed when used memory > 'maxmemory'.") => {
  let calls = 0;
  return async () => {
    if (++calls <= times) throw new Error(message);
    return calls;
  };
};

test("a server that is full is tried again, and its user told once", async () => {
  const told: string[] = [];
  expect(
    await whenWritable(
      failing(3),
      () => false,
      (why) => told.push(why),
      1,
    ),
  ).toBe(4);
  expect(told).toEqual(["its memory is full (maxmemory)"]);
});

test("nobody waits when it is over, nor for what is no fault of the server's room", async () => {
  await expect(whenWritable(failing(9), () => true, undefined, 1)).rejects.toThrow("OOM");
  await expect(whenWritable(failing(1, "Missing lock"), () => false, undefined, 1)).rejects.toThrow(
    "Missing lock",
  );
});

test.each([
  ["MISCONF Redis is configured to save RDB snapshots, but", "it cannot write to its disk"],
  ["READONLY You can't write against a read only replica.", "it is a read-only replica"],
  ["WRONGTYPE OOM", undefined],
])("%s", (message, why) => {
  expect(whyItTakesNothing(new Error(message))).toBe(why);
});
