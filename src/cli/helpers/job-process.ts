/** A process that runs the jobs it is given, one at a time. */
import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CompleteExperiment } from "../../config/load.js";
import type { Watch } from "../../sweep/runner.js";
import { lastWords } from "./last-words.js";
import type { Answer, JobReply } from "./sweep-job.js";

/** Last characters of a child's stderr that are kept: what V8 says of its memory is followed by pages of addresses. */
const TAIL = 2 ** 15;
const CHILD = fileURLToPath(new URL("./sweep-job.js", import.meta.url));

/**
 * V8's collector, left to itself, goes through the whole heap of a small run once or twice in each: an eighth of its time.
 * From this size on, MB, it does so as ever.
 */
const HEAP = "--initial-old-space-size=256";
let options: readonly string[] | undefined;

/** What the processes are started with: V8's options may change, and a process that is given an unknown one ends. */
function optionsOfProcess(): readonly string[] {
  options ??= spawnSync(process.execPath, [HEAP, "-e", ""], { stdio: "ignore" }).status === 0 ? [HEAP] : [];
  return options;
}

interface Waiting {
  readonly watch: Watch;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class JobProcess {
  /** Jobs that it has done. */
  jobs = 0;
  /** What it held after the last of them, bytes. */
  memory = 0;
  private readonly child: ChildProcess;
  private stderr = "";
  private waiting: Waiting | undefined;
  private ended: string | undefined;

  /** @param gone  called when it has ended, before whoever waits for it is told; again when all it has written was read */
  constructor(gone: () => void) {
    // Structured clones keep what JSON has no word for.
    this.child = fork(CHILD, {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      serialization: "advanced",
      // Its code, which may be a module of the user's, needs no password of a server.
      env: { ...process.env, SPIKION_REDIS_URL: undefined },
      execArgv: [...process.execArgv, ...optionsOfProcess()],
    });
    this.child.stderr!.on("data", (chunk: Buffer) => {
      this.stderr = (this.stderr + chunk.toString()).slice(-TAIL);
    });
    this.child.on("message", (reply: JobReply) => this.take(reply));
    this.child.on("error", (error) => {
      this.stderr += error.message;
    });
    // What it has written may come later.
    this.child.on("exit", gone);
    this.child.on("close", (code, killer) => {
      this.ended = lastWords(this.stderr, code, killer);
      gone();
      this.waiting?.reject(new Error(this.ended));
    });
  }

  /** @throws Error saying why there is no result: the process is over then */
  run(experiment: CompleteExperiment, watch: Watch): Promise<Answer> {
    const stop = () => this.kill();
    this.stderr = "";
    return new Promise<Answer>((resolve, reject) => {
      if (this.ended !== undefined) return reject(new Error(this.ended));
      this.waiting = { watch, resolve, reject };
      watch.signal.addEventListener("abort", stop);
      if (watch.signal.aborted) stop();
      // One that dies at once cannot be told; its end says why.
      this.child.send(experiment, () => {});
    }).finally(() => {
      this.waiting = undefined;
      watch.signal.removeEventListener("abort", stop);
    });
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  private take(reply: JobReply): void {
    if (!("result" in reply)) {
      this.waiting?.watch.progress(reply.done);
      return;
    }
    this.jobs++;
    this.memory = reply.memory;
    this.waiting?.resolve(reply.result);
  }
}
