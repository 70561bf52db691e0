/**
 * Runs the jobs of a sweep in processes that are kept from job to job: starting one costs more than a small run. A crash
 * or a lack of memory there ends the job that is under way and no other; the next job gets a new process.
 */
import type { CompleteExperiment, ExperimentFile } from "../../config/load.js";
import { modulesIn } from "../../config/modules.js";
import { isPlainMap, type PlainMap } from "../../config/yaml.js";
import type { Origins } from "../../node/sweep-origins.js";
import type { Runner } from "../../sweep/runner.js";
import { JobProcess } from "./job-process.js";

/** Memory from which a process is replaced after its job, bytes; and jobs after which it is in any case. */
const MOST_MEMORY = 512 * 2 ** 20;
const MOST_JOBS = 250;

export interface ProcessPool extends Runner {
  /** End all processes, whatever they do. */
  close(): void;
}

/**
 * @param opened   the experiment, as it was planned: a process is told its point's document and reads no YAML
 * @param origins  what the sweep's runs are computed from: a result of anything else is refused
 */
export function processPool(opened: ExperimentFile, origins: Origins): ProcessPool {
  const all = new Set<JobProcess>();
  const idle: JobProcess[] = [];
  const close = () => {
    for (const process of all) process.kill();
  };
  process.once("exit", close);

  const start = (): JobProcess => {
    const started = new JobProcess(() => {
      all.delete(started);
      if (idle.includes(started)) idle.splice(idle.indexOf(started), 1);
    });
    all.add(started);
    return started;
  };
  return {
    async submit(job, watch) {
      const experiment = await opened.complete(job.set);
      const own = wantsOwnProcess(experiment);
      const worker = own ? start() : (idle.pop() ?? start());
      const { code, ...answer } = await worker.run(experiment, watch);
      if (own || worker.memory > MOST_MEMORY || worker.jobs >= MOST_JOBS) worker.kill();
      else idle.push(worker);
      const result = { ...answer, program: { ...origins.program, code } };
      const changed = origins.changed(job, result);
      if (changed.length > 0)
        throw new Error(`changed while the sweep ran: ${changed.join(", ")}; put it back, or start again`);
      return result;
    },
    close() {
      process.off("exit", close);
      close();
    },
  };
}

/** What keeps state that no other job may see: a user's module as long as its process, tfjs for all of it. */
function wantsOwnProcess({ document }: CompleteExperiment): boolean {
  const { kernel } = document;
  const tensors = kernel === "tfjs" || (isPlainMap(kernel) && Object.hasOwn(kernel, "tfjs"));
  return tensors || modulesIn(document as PlainMap).length > 0;
}
