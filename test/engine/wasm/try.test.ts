import { expect, test } from "vitest";
import { allowThreads } from "../../../src/engine/wasm/threads.js";
import { course } from "../../conformance/course.js";
import { testThreads } from "./thread-means.js";

test("x", () => {
  allowThreads(testThreads());
  const c = { nPre: 64, nPost: 100, images: 30, synapse: { d2d: 0.2, c2c: 0.2 } };
  const a = course("wasm", { ...c, threads: 1 });
  for (const threads of [2, 3, 5]) {
    const t0 = performance.now();
    const b = course("wasm", { ...c, threads });
    console.log(threads, performance.now() - t0, b.spikes.length);
    expect(b).toEqual(a);
  }
  allowThreads(undefined);
});
