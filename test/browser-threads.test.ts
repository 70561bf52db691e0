/** Where a page may start threads of a kernel, where not and why; and what becomes of those that fail. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserThreads, type ThreadWorker } from "../src/browser-threads.js";
import { createEngine } from "../src/engine/create.js";
import { allowThreads, type Place, threadMeans, whyAlone } from "../src/engine/wasm/threads.js";
import { layerOf } from "./conformance/course.js";

const place = { module: {}, memory: {}, seat: 0, layout: {} } satisfies Place;
const before = threadMeans();
let made: { url: string; told: unknown[]; ended: boolean; onerror: ThreadWorker["onerror"] }[] = [];

class PageWorker {
  onerror: ThreadWorker["onerror"] = null;
  readonly told: unknown[] = [];
  ended = false;
  constructor(readonly url: string) {
    made.push(this);
  }
  postMessage(message: unknown): void {
    this.told.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
}

/** A worker of a page that may share memory, but for what is given. */
function scope(part: Readonly<Record<string, unknown>> = {}): void {
  const worker = { Worker: PageWorker, crossOriginIsolated: true, navigator: { hardwareConcurrency: 8 } };
  for (const [name, value] of Object.entries({ ...worker, document: undefined, ...part }))
    vi.stubGlobal(name, value);
}

beforeEach(() => {
  made = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  allowThreads(before);
});

test("in a worker of an isolated page there are as many threads as the browser says, or as a program says", () => {
  scope();
  expect(browserThreads("thread.js")).toMatchObject({ cores: 8 });
  expect(browserThreads("thread.js").none).toBeUndefined();
  expect(browserThreads("thread.js", 3).cores).toBe(3);
  scope({ navigator: undefined });
  expect(browserThreads("thread.js").cores).toBe(1);
});

test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
  [
    "a page without the headers",
    { crossOriginIsolated: false },
    /Cross-Origin-Embedder-Policy: require-corp/,
  ],
  ["a browser that shares no memory", { SharedArrayBuffer: undefined }, /may not share memory/],
  ["the page's own thread", { document: {} }, /accepted: training in a worker/],
  ["a scope without workers", { Worker: undefined }, /no workers can be started/],
])("%s has one thread, and an engine says why", (_, part, reason) => {
  scope(part);
  const means = browserThreads("thread.js");
  expect(means.cores).toBe(1);
  expect(means.none).toMatch(reason);
  allowThreads(means);
  const small = layerOf({ nPre: 4, nPost: 50 });
  expect(createEngine(small, "wasm", 10, undefined, 2).oneThread).toBe(means.none);
  expect(createEngine(small, "wasm", 10).oneThread).toBeUndefined();
  // What would have been shared by itself is worth a word.
  expect([whyAlone(1599), whyAlone(1600), whyAlone(1600, 1)]).toEqual([undefined, means.none, undefined]);
  expect(made).toEqual([]);
});

test("a thread is handed its place, asked to sit, and ended; its worker is made by address or by the page", () => {
  scope();
  for (const worker of ["thread.js", () => new PageWorker("thread.js")]) {
    const thread = browserThreads(worker).start(place);
    thread.sit();
    thread.sit();
    thread.stop();
  }
  const seen = { url: "thread.js", told: [place, "sit", "sit"], ended: true };
  expect(made).toEqual([expect.objectContaining(seen), expect.objectContaining(seen)]);
});

test("one that cannot be loaded, fails, or cannot even be made is told on the console, and training goes on", () => {
  scope();
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  browserThreads("thread.js").start(place);
  let stopped = false;
  const preventDefault = () => {
    stopped = true;
  };
  const handler = made[0]!.onerror as (event: object) => void;
  handler({ preventDefault, message: "unreachable" });
  handler({});
  expect(stopped).toBe(true);
  browserThreads(() => {
    throw new Error("refused by the page's policy");
  })
    .start(place)
    .sit();
  expect(warn.mock.calls.flat()).toEqual([
    expect.stringContaining("others do its part: unreachable"),
    expect.stringContaining("its worker cannot be loaded"),
    expect.stringContaining("refused by the page's policy"),
  ]);
});
