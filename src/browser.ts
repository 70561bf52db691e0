/**
 * spikion as a library in a page or a worker: `spikion/browser`. Files are texts and bytes that the page hands in (see
 * `memoryFiles`); everything else is as in Node, to the last bit. Everything is in SI units.
 * @module spikion/browser
 */
export * from "./anywhere.js";
export { browserThreads, type ThreadWorker } from "./browser-threads.js";
export { openDataset } from "./config/dataset.js";
export { loadExperiment, loadExperimentText } from "./config/load.js";
export { manifestForDirectory } from "./dataset/directory.js";
export { loadDataset } from "./dataset/manifest.js";
export { allowThreads, type KernelThread, type Place, type ThreadMeans } from "./engine/wasm/threads.js";
export { evaluate } from "./experiment/kinds/classify/run.js";
export { runExperiment } from "./experiment/run.js";
