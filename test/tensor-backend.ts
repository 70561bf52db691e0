/**
 * The backend that tests of the tensor kernel run on: wasm, which is always there, or the one of the environment variable
 * SPIKION_TEST_BACKEND, for the suites to be run on TensorFlow where it is installed (docs/tfjs-node.md).
 */
import { BACKENDS, openBackend } from "../src/crossbar/kernels/tfjs-backend.js";
import { backendLoaders } from "../src/node/tensorflow.js";

const asked = process.env.SPIKION_TEST_BACKEND ?? "wasm";

export const backendName = BACKENDS.find((name) => name === asked)!;
if (backendName === undefined)
  throw new Error(`SPIKION_TEST_BACKEND: got ${JSON.stringify(asked)}; accepted: ${BACKENDS.join(", ")}`);

/** @throws BackendError where it is not installed */
export const openTensors = () => openBackend(backendName, backendLoaders);
