/**
 * spikion as a library in Node: what `spikion/browser` has, and the files of this computer. Everything is in SI units. See
 * README.md for a first program.
 * @module spikion
 */
export * from "./anywhere.js";
export {
  loadDataset,
  loadExperiment,
  loadExperimentText,
  manifestForDirectory,
  openDataset,
} from "./node/config.js";
export { evaluate, runExperiment } from "./node/run.js";
