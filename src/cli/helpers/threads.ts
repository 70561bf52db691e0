/** Helper threads for the frozen passes of a run; trained weights are shared with them, not copied to each. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Helper, Helpers, Trained } from "../../experiment/split-pass.js";
import { UsageError } from "../errors.js";
import type { HelperData, Message, Question, Reply, SharedTrained } from "./message.js";

/** More threads than this have little to do within a pass. */
const MOST = 64;

/**
 * Workers of a run, this process included.
 * @param asked  text of the option; absent = one per core
 * @throws UsageError where it is not a whole number from 1
 */
export function workersOf(asked: string | undefined, option = "--workers"): number {
  if (asked === undefined) return Math.min(MOST, availableParallelism());
  const n = Number(asked);
  if (!/^\d+$/.test(asked) || n < 1 || n > MOST)
    throw new UsageError(`${option}: "${asked}" is not accepted; accepted: a whole number from 1 to ${MOST}`);
  return n;
}

/**
 * Threads that share the columns of a layer in training, or each tick of another network; undefined: as many as pay.
 * @param asked  text of --threads
 * @throws UsageError where it is not a whole number from 1
 */
export function threadsOf(asked: string | undefined): number | undefined {
  if (asked === undefined) return undefined;
  const n = Number(asked);
  if (!/^\d+$/.test(asked) || n < 1 || n > MOST)
    throw new UsageError(`--threads: "${asked}" is not accepted; accepted: a whole number from 1 to ${MOST}`);
  return n;
}

/** @param data  the experiment, from which each thread builds the network for itself */
export function helperThreads(workers: number, data: HelperData): Helpers {
  let threads: Thread[] = [];
  const prepare = (): void => {
    if (threads.length > 0) return;
    threads = Array.from({ length: workers - 1 }, () => new Thread(data));
  };
  return {
    prepare,
    start(trained) {
      prepare();
      const data = shared(trained);
      for (const thread of threads) thread.take(data);
      return threads;
    },
    async stop() {
      await Promise.all(threads.map((thread) => thread.stop()));
      threads = [];
    },
  };
}

function shared({ conductance, theta, others, thetas }: Trained): SharedTrained {
  const share = (values: ArrayLike<number>) => {
    const copy = new Float32Array(new SharedArrayBuffer(4 * values.length));
    copy.set(values);
    return copy;
  };
  const shareAll = (arrays: Readonly<Record<string, ArrayLike<number>>>) =>
    Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, share(values)]));
  return {
    conductance: share(conductance),
    theta: share(theta),
    ...(others ? { others: shareAll(others) } : {}),
    ...(thetas ? { thetas: shareAll(thetas) } : {}),
  };
}

class Thread implements Helper {
  readonly ready: Promise<void>;
  /** None where it could not be made. */
  private readonly worker: Worker | undefined;
  private readonly waiting = new Map<
    number,
    { resolve: (answers: Uint32Array) => void; reject: (error: Error) => void }
  >();
  private asked = 0;
  private giveUp: (error: Error) => void = () => {};
  private broken: Error | undefined;

  constructor(data: HelperData) {
    let begin = (): void => {};
    this.ready = new Promise((resolve, reject) => {
      begin = resolve;
      this.giveUp = reject;
    });
    // Nobody may be waiting for it any more when it fails.
    this.ready.catch(() => {});
    try {
      this.worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: data });
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    this.worker.on("message", (reply: Reply) => {
      if ("ready" in reply) return begin();
      const asker = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if ("error" in reply) asker?.reject(new Error(reply.error));
      else asker?.resolve(reply.answers);
    });
    this.worker.on("error", (error) => this.fail(error));
    this.worker.on("messageerror", (error) => this.fail(error));
    this.worker.on("exit", (code) => this.fail(new Error(`the thread ended with code ${code}`)));
  }

  take(trained: SharedTrained): void {
    this.worker?.postMessage({ trained } satisfies Message);
  }

  answers(phase: Question["phase"], from: number, to: number): Promise<Uint32Array> {
    if (!this.worker || this.broken) return Promise.reject(this.broken);
    const { worker } = this;
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, phase, from, to } satisfies Message);
    });
  }

  private fail(error: Error): void {
    this.broken ??= error;
    this.giveUp(error);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  async stop(): Promise<void> {
    await this.worker?.terminate();
  }
}
