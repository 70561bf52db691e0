/** Runs the jobs of a sweep in processes of this machine. */
import type { ExperimentFile } from "../../config/load.js";
import type { Origins } from "../../node/sweep-origins.js";
import type { Runner } from "../../sweep/runner.js";
import { jobProcesses } from "./job-processes.js";

export interface ProcessPool extends Runner {
  /** End all processes, whatever they do. */
  close(): void;
}

/**
 * @param opened   the experiment, as it was planned: a process is told its point's document and reads no YAML
 * @param origins  what the sweep's runs are computed from: a result of anything else is refused
 */
export function processPool(opened: ExperimentFile, origins: Origins): ProcessPool {
  const processes = jobProcesses();
  return {
    async submit(job, watch) {
      const { code, ...answer } = await processes.run(await opened.complete(job.set), watch);
      const result = { ...answer, program: { ...origins.program, code } };
      const changed = origins.changed(job, result);
      if (changed.length > 0)
        throw new Error(`changed while the sweep ran: ${changed.join(", ")}; put it back, or start again`);
      return result;
    },
    close: () => processes.close(),
  };
}
