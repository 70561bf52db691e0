/** Experiments, data sets and sweeps in files of this computer. */
import { openDataset as open } from "../config/dataset.js";
import { type DesignOptions, type DesignSpec, readDesignFile as readDesign } from "../config/design-file.js";
import { chosenDevice as chooseDevice, type DeviceChoice } from "../config/device-choice.js";
import * as deviceFile from "../config/device-file.js";
import * as load from "../config/load.js";
import * as locate from "../config/locate.js";
import * as pulses from "../config/pulses/pulse-file.js";
import type { Drive } from "../config/pulses/staircase.js";
import { type RateRows, readRateFile as readRates } from "../config/rate-file.js";
import type { ModuleOptions } from "../config/used-modules.js";
import { type OwnWaveforms, readWaveformFile as readWaveforms } from "../config/waveform-file.js";
import type { Device } from "../core/device/model.js";
import * as manifest from "../dataset/manifest.js";
import type { Dataset } from "../dataset/model.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import { type Plan, planSweep as plan } from "../sweep/plan.js";
import { disk } from "./disk.js";

export { packageRoot } from "./disk.js";

/** An experiment file as it runs. @throws ConfigError with all problems of the config */
export function loadExperiment(file: string, options?: load.LoadOptions): Promise<load.LoadedExperiment> {
  return load.loadExperiment(disk, file, options);
}

/** As `loadExperiment`, for text that lies, or could lie, at `file`. */
export function loadExperimentText(
  text: string,
  file: string,
  options?: load.LoadOptions,
): Promise<load.LoadedExperiment> {
  return load.loadExperimentText(disk, text, file, options);
}

/** @throws ConfigError where the text is not YAML */
export function openExperiment(text: string, file: string, modules?: ModuleOptions): load.ExperimentFile {
  return load.openExperiment(disk, text, file, modules);
}

/** What a complete experiment runs as. @throws ConfigError with all problems that show only when parts are built */
export function specOf(experiment: load.CompleteExperiment, dataset?: Dataset): Promise<ExperimentSpec> {
  return load.specOf(disk, experiment, dataset);
}

/** Text of a config file. @throws ConfigError where it cannot be read or is too large */
export function readText(file: string): string {
  return locate.readText(disk, disk.resolve(disk.cwd, file));
}

/** @throws ConfigError with every row that is wrong */
export function readRateFile(file: string): RateRows {
  return readRates(disk, file);
}

/** @throws ConfigError with everything that is wrong with the file */
export function readDeviceFile(file: string): Device {
  return deviceFile.readDeviceFile(disk, file);
}

/** @param path  a CSV file or a folder of them @throws ConfigError with every row that is wrong */
export function readPulses(path: string, drive: Drive): pulses.PulseData {
  return pulses.readPulses(disk, path, drive);
}

/** @throws ConfigError with everything that is wrong with the file */
export function readWaveformFile(file: string): OwnWaveforms {
  return readWaveforms(disk, file);
}

/** @throws ConfigError for a file without a sweep, or with a wrong one; wrong points are in the plan as such */
export function planSweep(file: string, set?: readonly string[], modules?: ModuleOptions): Promise<Plan> {
  return plan(disk, file, set, modules);
}

/**
 * Read a data set.
 * @param baseDir  directory of the manifest, for a relative `directory`
 * @throws DatasetError saying which file, what is there and what would be accepted
 */
export function loadDataset(described: manifest.DatasetManifest, baseDir: string): Dataset {
  return manifest.loadDataset(disk, described, baseDir);
}

/**
 * A manifest for the IDX files found in a directory.
 * @throws DatasetError naming the files that are missing
 */
export function manifestForDirectory(directory: string): manifest.DatasetManifest {
  return manifest.manifestForDirectory(disk, directory);
}

/**
 * A data set by its name, the path of its manifest, or the path of a folder with IDX files.
 * @param name  of a manifest in `datasets/`, here or in spikion itself; or the path of a manifest, or of a folder with IDX
 *   files
 * @throws ConfigError where there is no such manifest, or a wrong one; DatasetError where its files cannot be used
 */
export function openDataset(name: string): Dataset {
  return open(disk, name);
}

/** @throws ConfigError with everything that is wrong with the file */
export function readDesignFile(file: string, options?: DesignOptions): Promise<DesignSpec> {
  return readDesign(disk, file, options);
}

/** The device that options of a command choose. @throws ConfigError with everything that is wrong */
export function chosenDevice(
  choice: DeviceChoice,
  set?: readonly string[],
  modules?: ModuleOptions,
): Promise<Device> {
  return chooseDevice(disk, choice, set, modules);
}
