/** Further threads of a layer's kernel in Node. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { KernelThread, Place, ThreadMeans } from "../engine/wasm/threads.js";

/** @param program  what such a thread runs */
export function kernelThreads(program = new URL("./kernel-thread.js", import.meta.url)): ThreadMeans {
  return {
    cores: availableParallelism(),
    start(place: Place): KernelThread {
      const worker = new Worker(program, { workerData: place });
      let failed: string | undefined;
      // One that cannot start never sits down: the others do its part. One that fails at work is missed by the kernel.
      worker.on("error", (error) => {
        failed = error.message;
      });
      // It is no reason for a process to stay.
      worker.unref();
      return {
        sit: () => worker.postMessage("sit"),
        stop: () => void worker.terminate(),
        get failed() {
          return failed;
        },
      };
    },
  };
}
