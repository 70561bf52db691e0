/** TensorFlow itself, for the tensors of the tfjs kernel, where the user has installed tfjs-node. */
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { inRunFolder } from "../config/used-modules.js";
import type { Tf } from "../crossbar/kernels/tensors.js";
import { type BackendLoaders, isAbsent, TFJS_PREFIX } from "../crossbar/kernels/tfjs-backend.js";
import { portable } from "../crossbar/kernels/tfjs-load.js";
import { disk } from "./disk.js";

/** Every backend that Node may have. */
export const backendLoaders: BackendLoaders = { ...portable, tensorflow: loadTensorflow };

/** What TensorFlow reads from the environment when it starts; what the user has set there stays. */
const ENVIRONMENT = {
  // Notes about this processor are nothing to mend.
  TF_CPP_MIN_LOG_LEVEL: "1",
  // One core per process, as on the other backends: whole jobs run side by side.
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  // oneDNN picks an order of summation by processor.
  TF_ENABLE_ONEDNN_OPTS: "0",
};

/** tfjs-node from where npm may have put it: beside this program, below the user's folder, in its own prefix. */
async function loadTensorflow(): Promise<Tf> {
  const program = createRequire(import.meta.url);
  const util = program("node:util") as { isNullOrUndefined: (x: unknown) => boolean };
  // tfjs-node calls what Node 23 has removed, and Node 22 warns of.
  util.isNullOrUndefined = (x) => x === null || x === undefined;
  for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value;
  // What lies in a run folder may be somebody else's code.
  const here = inRunFolder(disk, join(process.cwd(), "package.json")) ? [] : [process.cwd()];
  const places = [...here, TFJS_PREFIX.replace("~", homedir())];
  const from = [program, ...places.map((place) => createRequire(join(place, "package.json")))];
  let why: unknown;
  for (const require of from)
    try {
      const tf = require("@tensorflow/tfjs-node") as Tf;
      tf.enableProdMode();
      return tf;
    } catch (error) {
      // Of several failures the one that says more than "not found".
      if (why === undefined || !isAbsent(error)) why = error;
    }
  throw why;
}
