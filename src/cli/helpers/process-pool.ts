/** Runs the jobs of a sweep each in a process of its own: a crash or a lack of memory there ends that job and no other. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CompleteExperiment, ExperimentFile } from "../../config/load.js";
import type { JobResult } from "../../sweep/run-record.js";
import type { Runner, Watch } from "../../sweep/runner.js";
import type { JobReply } from "./sweep-job.js";

/** Last characters of a child's stderr that are kept. */
const TAIL = 2000;
const CHILD = fileURLToPath(new URL("./sweep-job.js", import.meta.url));

/** @param opened  the experiment, as it was planned: a process is told its point's document and reads no YAML */
export function processRunner(opened: ExperimentFile): Runner {
  return { submit: async ({ set }, watch) => runChild(await opened.complete(set), watch) };
}

function runChild(message: CompleteExperiment, { progress, signal }: Watch): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    // Structured clones keep what JSON has no word for.
    const child = fork(CHILD, { stdio: ["ignore", "ignore", "pipe", "ipc"], serialization: "advanced" });
    let stderr = "";
    let result: JobResult | undefined;
    child.stderr!.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-TAIL);
    });
    const stop = () => child.kill("SIGKILL");
    signal.addEventListener("abort", stop);
    child.on("message", (reply: JobReply) => {
      if ("result" in reply) result = reply.result;
      else progress(reply.done);
    });
    child.on("error", (error) => {
      stderr += error.message;
    });
    child.on("close", (code, killer) => {
      signal.removeEventListener("abort", stop);
      if (code === 0 && result) return resolve(result);
      const how =
        code === 0
          ? "ended well, but left no result"
          : killer
            ? `was ended by ${killer}`
            : `ended with code ${code}`;
      reject(new Error(stderr.trim() === "" ? `the process ${how}` : stderr.trim()));
    });
    // A child that dies at once cannot be told; its end says why.
    child.send(message, () => {});
  });
}
