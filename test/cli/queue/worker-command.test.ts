import { expect, test } from "vitest";
import { spikion } from "../spikion.js";

test.each<[string, string[], string]>([
  ["no server", [], "redis: no address of a Redis server; accepted: redis://[user:password@]host[:port]"],
  ["another protocol", ["http://:secret@x"], 'redis: "http://" is not a protocol of Redis'],
  ["two servers", ["redis://:secret@x", "redis://:secret@y"], "Unknown argument: redis://***@y"],
  ["no number of points", ["redis://x", "--concurrency", "all"], '--concurrency: "all" is not accepted'],
  [
    "too short a lease",
    ["redis://x", "--lost-after", "1"],
    '--lost-after: "1" is not accepted; accepted: seconds, from 2',
  ],
  ["a folder that is none", ["redis://x", "--data", "/no/where"], "--data: /no/where is not a folder"],
])("a worker with %s is refused with 2, and no password is told", async (_, args, message) => {
  const { code, err } = await spikion("worker", ...args);
  expect(err).toContain(message);
  expect(err).not.toContain("secret");
  expect(code).toBe(2);
});
