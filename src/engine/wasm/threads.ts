/**
 * Further threads that share the columns of a layer's kernel with the host's. A program gives the means to start them, where
 * its platform has any; no result depends on how many there are, nor on when they come and go.
 */

/** What a further thread needs: the compiled kernel, the memory, the seat that it takes there, and what the kernel is set to. */
export interface Place {
  /** The compiled kernel. */
  readonly module: object;
  /** Shared by all threads of the kernel. */
  readonly memory: object;
  /** From 0; the host has none. */
  readonly seat: number;
  /** What the kernel is set to, by name: addresses, sizes, constants. */
  readonly layout: Readonly<Record<string, number>>;
}

/** A thread of the platform that serves one kernel: see `takePlace`. */
export interface KernelThread {
  /** Sit down, now and whenever the thread has left its seat. */
  sit(): void;
  /** End it, whatever it does. */
  stop(): void;
  /** Why it does not work, in words; absent where it does, as far as is known. */
  readonly failed?: string | undefined;
}

/** How a platform starts threads. */
export interface ThreadMeans {
  /** Threads that make progress at once. */
  readonly cores: number;
  /** Why it can start none here, in words; absent where it can. */
  readonly none?: string;
  /** Starts a thread that serves a kernel. */
  start(place: Place): KernelThread;
}

/** Neurons from which on a layer is shared by all cores where nothing else was asked for: smaller ones meet too often. */
const WORTH_THREADS = 1600;

let means: ThreadMeans | undefined;

/**
 * Lets layers be shared by threads, those made from now on. Node's `runExperiment` does it by itself.
 * @param given  how threads are started; undefined: no more are
 */
export function allowThreads(given: ThreadMeans | undefined): void {
  means = given;
}

export function threadMeans(): ThreadMeans | undefined {
  return means;
}

/** Why there cannot be further threads here; undefined where there can. */
export function whyNoThreads(): string | undefined {
  if (means?.none !== undefined) return means.none;
  if (typeof SharedArrayBuffer !== "function" || typeof Atomics !== "object")
    return "memory cannot be shared between threads here: there is no SharedArrayBuffer";
  return means ? undefined : "this program has no means to start threads";
}

/** Neurons of a network of any shape for each thread, where nothing else was asked for: with fewer the others cost what they do. */
const NEURONS_EACH = 1000;

/**
 * Threads for a layer.
 * @param asked  undefined: as many as pay, which the engine sees by the clock
 */
export function threadsFor(neurons: number, asked?: number): number {
  if (!means || whyNoThreads() !== undefined) return 1;
  return asked ?? (neurons >= WORTH_THREADS ? means.cores : 1);
}

/**
 * Threads for a network of any shape.
 * @param neurons  of all populations that are no sources
 * @param asked  as for `threadsFor`
 */
export function threadsForNetwork(neurons: number, asked?: number): number {
  if (!means || whyNoThreads() !== undefined) return 1;
  return asked ?? Math.max(1, Math.min(means.cores, Math.floor(neurons / NEURONS_EACH)));
}

/**
 * Why one thread computes a layer that others were to share; undefined where it was to be alone, or is not.
 * @param asked  as for `threadsFor`; where nothing was asked for, that a program's means can start none is worth a word
 */
export function whyAlone(neurons: number, asked?: number): string | undefined {
  return wanted(neurons >= WORTH_THREADS, asked) ? whyNoThreads() : undefined;
}

/** The same of a network of any shape. */
export function whyNetworkAlone(neurons: number, asked?: number): string | undefined {
  return wanted(neurons >= 2 * NEURONS_EACH, asked) ? whyNoThreads() : undefined;
}

function wanted(worthIt: boolean, asked?: number): boolean {
  return asked === undefined ? worthIt && means?.none !== undefined : asked > 1;
}
