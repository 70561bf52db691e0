/** Loads tfjs when it is asked for, never before: the only file that names its packages, but for TensorFlow in Node. */
import type { BackendLoaders, Tf } from "./tensors.js";

/** Backends that run wherever JavaScript does. */
export const portable: BackendLoaders = {
  wasm: async () => {
    const tf = await core();
    const { setThreadsCount } = await import("@tensorflow/tfjs-backend-wasm");
    // One core per process: whole jobs run side by side, and results do not depend on the machine.
    setThreadsCount(1);
    return tf;
  },
  cpu: async () => {
    const tf = await core();
    await import("@tensorflow/tfjs-backend-cpu");
    return tf;
  },
};

async function core(): Promise<Tf> {
  const tf = (await import("@tensorflow/tfjs-core")) as unknown as Tf;
  // Without it every start prints an advertisement.
  tf.enableProdMode();
  return tf;
}
