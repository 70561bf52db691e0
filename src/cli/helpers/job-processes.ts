/**
 * Processes that are kept from run to run: starting one costs more than a small run. A crash or a lack of memory there
 * ends the run that is under way and no other; the next run gets a new process.
 */
import type { CompleteExperiment } from "../../config/load.js";
import { modulesIn } from "../../config/modules.js";
import { isPlainMap, type PlainMap } from "../../config/yaml.js";
import type { Watch } from "../../sweep/runner.js";
import { JobProcess } from "./job-process.js";
import type { Answer } from "./sweep-job.js";

/** Memory from which a process is replaced after its job, bytes; and jobs after which it is in any case. */
const MOST_MEMORY = 512 * 2 ** 20;
const MOST_JOBS = 250;

export interface JobProcesses {
  /** @throws Error saying why there is no result */
  run(experiment: CompleteExperiment, watch: Watch): Promise<Answer>;
  /** End all processes, whatever they do. */
  close(): void;
}

export function jobProcesses(): JobProcesses {
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
    async run(experiment, watch) {
      const own = wantsOwnProcess(experiment);
      const worker = own ? start() : (idle.pop() ?? start());
      const answer = await worker.run(experiment, watch);
      if (own || worker.memory > MOST_MEMORY || worker.jobs >= MOST_JOBS) worker.kill();
      else idle.push(worker);
      return answer;
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
