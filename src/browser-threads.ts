/** Further threads of a layer's kernel in a page: workers that share its memory, where the page may share any. */
import type { KernelThread, Place, ThreadMeans } from "./engine/wasm/threads.js";

/** What is used of a page's worker; its type otherwise comes with those of the browser's document only. */
export interface ThreadWorker {
  /** Hands a message to the worker. */
  postMessage(message: unknown): void;
  /** Ends the worker, whatever it does. */
  terminate(): void;
  /** Called when it cannot be loaded, or has failed. */
  onerror: ((event: never) => unknown) | null;
}

/** What is used of a worker's global scope. */
interface Scope {
  readonly Worker?: new (url: string | URL, options: { type: "module"; name: string }) => ThreadWorker;
  readonly document?: object;
  readonly crossOriginIsolated?: boolean;
  readonly SharedArrayBuffer?: unknown;
  readonly navigator?: { readonly hardwareConcurrency?: number };
}

/** Why no threads can be started in this scope, in words; undefined where they can. */
function whyNone(scope: Scope): string | undefined {
  if (scope.document !== undefined)
    return "a page's own thread may not wait for others, or the page would stand still; accepted: training in a worker";
  if (typeof scope.Worker !== "function") return "no workers can be started here";
  if (scope.crossOriginIsolated !== true || typeof scope.SharedArrayBuffer !== "function")
    return (
      "the page may not share memory between threads; accepted: a page and workers that come with the headers " +
      '"Cross-Origin-Opener-Policy: same-origin" and "Cross-Origin-Embedder-Policy: require-corp"'
    );
  return undefined;
}

/**
 * Threads for `allowThreads` in a page, called in the worker that trains. There are none, and runs say why, where the page is
 * not cross-origin isolated (`crossOriginIsolated`), or in the page's own thread, which must not wait for others.
 * @param worker  address of a module worker that imports `spikion/browser-thread` and nothing else, or what starts it: bundlers
 *   know `() => new Worker(new URL("./thread.js", import.meta.url), { type: "module" })`
 * @param cores  threads at most, the one that trains included; `navigator.hardwareConcurrency` unless given
 * @returns  means that say, in `none`, why there are no further threads, where there are none
 */
export function browserThreads(
  worker: string | URL | (() => ThreadWorker),
  cores = (globalThis as Scope).navigator?.hardwareConcurrency ?? 1,
): ThreadMeans {
  const scope = globalThis as Scope;
  const none = whyNone(scope);
  if (none !== undefined) return { cores: 1, none, start: () => NOBODY };
  const made = () =>
    typeof worker === "function" ? worker() : new scope.Worker!(worker, { type: "module", name: "kernel" });
  return { cores: Math.max(1, Math.floor(cores)), start: (place) => started(made, place) };
}

/** One that cannot start never sits down: the others do its part. One that fails at work is missed by the kernel. */
function started(made: () => ThreadWorker, place: Place): KernelThread {
  let failure: string | undefined;
  const failed = (why: string) => {
    failure = why;
    console.warn(`spikion: a thread of the kernel does not work, others do its part: ${why}`);
  };
  try {
    const worker = made();
    // Else the error goes on to the page, as if training had failed.
    worker.onerror = (event: { preventDefault?(): void; message?: string }) => {
      event.preventDefault?.();
      failed(event.message || "its worker cannot be loaded");
    };
    worker.postMessage(place);
    return {
      sit: () => worker.postMessage("sit"),
      stop: () => worker.terminate(),
      get failed() {
        return failure;
      },
    };
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
    return { ...NOBODY, failed: failure };
  }
}

const NOBODY: KernelThread = { sit() {}, stop() {} };
