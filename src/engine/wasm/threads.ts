/**
 * Further threads that share the columns of a layer's kernel with the host's. A program gives the means to start them, where
 * its platform has any; no result depends on how many there are, nor on when they come and go.
 */

/** What a further thread needs: the compiled kernel, the memory, the seat that it takes there, and what the kernel is set to. */
export interface Place {
  readonly module: object;
  readonly memory: object;
  readonly seat: number;
  readonly layout: Readonly<Record<string, number>>;
}

/** A thread of the platform that serves one kernel: see `takePlace`. */
export interface KernelThread {
  /** Sit down, now and whenever the thread has left its seat. */
  sit(): void;
  /** End it, whatever it does. */
  stop(): void;
}

export interface ThreadMeans {
  /** Threads that make progress at once. */
  readonly cores: number;
  start(place: Place): KernelThread;
}

/** Neurons from which on a layer is shared by all cores where nothing else was asked for: smaller ones meet too often. */
const WORTH_THREADS = 1600;

let means: ThreadMeans | undefined;

/** @param given  how threads are started, for all kernels made from now on; undefined: no more */
export function allowThreads(given: ThreadMeans | undefined): void {
  means = given;
}

export function threadMeans(): ThreadMeans | undefined {
  return means;
}

/** Why there cannot be further threads here; undefined where there can. */
export function whyNoThreads(): string | undefined {
  if (typeof SharedArrayBuffer !== "function" || typeof Atomics !== "object")
    return "memory cannot be shared between threads here: there is no SharedArrayBuffer";
  return means ? undefined : "this program has no means to start threads";
}

/**
 * Threads for a layer.
 * @param asked  undefined: as many as pay, which the engine sees by the clock
 */
export function threadsFor(neurons: number, asked?: number): number {
  return sharers(neurons >= WORTH_THREADS, asked);
}

/** Threads that there can be: as many as were asked for, else all cores where that is worth it. */
export function sharers(worthIt: boolean, asked?: number): number {
  if (!means || whyNoThreads() !== undefined) return 1;
  return asked ?? (worthIt ? means.cores : 1);
}
