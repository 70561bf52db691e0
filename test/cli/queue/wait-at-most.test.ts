import { expect, it } from "vitest";
import { waitAtMost } from "../../../src/cli/queue/wait-at-most.js";

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

it("what ends in time leaves no timer that would keep the process", async () => {
  const before = timers();
  await waitAtMost(Promise.resolve(), 60_000);
  expect(timers()).toBe(before);
});

it("what fails in time is thrown, and leaves no timer either", async () => {
  const before = timers();
  await expect(waitAtMost(Promise.reject(new Error("gone")), 60_000)).rejects.toThrow("gone");
  expect(timers()).toBe(before);
});

it("what never ends is waited for no longer than was said", async () => {
  await waitAtMost(new Promise(() => {}), 1);
});
