/** `spikion worker`: compute points of sweeps that other machines put into a queue. */
import { command, type Done } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";

interface Options {
  redis: string | undefined;
  concurrency: string | undefined;
  data: string[];
  "allow-modules": boolean;
  "lost-after": string;
  "until-idle": string | undefined;
  quiet: boolean;
}

export const worker = (done: Done) =>
  command<Options>({
    command: "worker [redis]",
    describe:
      "compute points of sweeps that are at a Redis server (spikion sweep … --queue), until it is stopped",
    examples: [["spikion worker redis://queue.example:6379 --concurrency 4", "four points at a time"]],
    builder: (args) =>
      args
        .positional("redis", {
          type: "string",
          describe:
            "redis://[user:password@]host[:port][/number], rediss:// for TLS (default: SPIKION_REDIS_URL)",
        })
        .option("concurrency", {
          type: "string",
          requiresArg: true,
          defaultDescription: "one per core",
          describe: "points at a time, a process each",
        })
        .option("data", {
          type: "string",
          array: true,
          nargs: 1,
          default: [] as string[],
          defaultDescription: "none",
          describe: "folder with data sets that are elsewhere on the sweep's machine; known by their sha256",
        })
        .option("allow-modules", {
          type: "boolean",
          default: false,
          describe: "run modules (code) of experiments that are on this machine, unchanged",
        })
        .option("lost-after", {
          type: "string",
          requiresArg: true,
          default: "30",
          describe: "seconds without a sign of life after which its points are given to other workers",
        })
        .option("until-idle", {
          type: "string",
          requiresArg: true,
          defaultDescription: "never",
          describe: "end when no point has waited for so many seconds",
        })
        .option("quiet", { type: "boolean", default: false, describe: "errors only" }),
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { redisAddress } = await import("../queue/address.js");
  const address = redisAddress(options.redis, "redis");
  const { workersOf } = await import("../helpers/threads.js");
  const places = workersOf(options.concurrency, "--concurrency");
  const lease = 1000 * secondsOf("--lost-after", options["lost-after"], 2, 3600);
  const idle =
    options["until-idle"] === undefined
      ? Number.POSITIVE_INFINITY
      : 1000 * secondsOf("--until-idle", options["until-idle"], 0, 1e6);
  const { statSync } = await import("node:fs");
  for (const folder of options.data)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`--data: ${folder} is not a folder; accepted: folders with data sets`);
  const { connect } = await import("../queue/connection.js");
  const { Server } = await import("../queue/serve.js");
  const { jobProcesses } = await import("../helpers/job-processes.js");
  const { programNow } = await import("../../node/program.js");
  const { DatasetCache } = await import("../../node/dataset-cache.js");
  const { resolve } = await import("node:path");
  const notice = (text: string) => {
    if (!options.quiet) process.stderr.write(`${printable(text)}\n`);
  };
  const connection = await connect(address, notice);
  const program = await programNow();
  const signals = listenTo(notice);
  try {
    notice(
      `takes points from Redis at ${address.shown}, ${places} at a time; Ctrl-C ends with those that run, twice gives them back`,
    );
    const folders = options.data.map((folder) => resolve(folder));
    const abilities = { program, modules: options["allow-modules"], folders, datasets: new DatasetCache() };
    const processes = jobProcesses();
    const server = new Server({ connection, abilities, processes, places, lease, idle, notice, ...signals });
    const points = await server.run();
    notice(`${points} ${points === 1 ? "point" : "points"} done`);
    return EXIT.done;
  } finally {
    signals.release();
    connection.close();
  }
}

/** SIGINT: no further points; again, or SIGTERM (a scheduler's word): those that run are given back too. */
function listenTo(notice: (text: string) => void) {
  const [drain, stop] = [new AbortController(), new AbortController()];
  const onInterrupt = () => {
    if (drain.signal.aborted) return onTerminate();
    notice("\nends with the points that run; once more gives them back");
    drain.abort();
  };
  const onTerminate = () => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    notice("\ngives its points back and ends");
    drain.abort();
    stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, onTerminate);
  return {
    drain: drain.signal,
    stop: stop.signal,
    release: () => {
      process.off("SIGINT", onInterrupt);
      for (const signal of ["SIGTERM", "SIGHUP"] as const) process.off(signal, onTerminate);
    },
  };
}

function secondsOf(option: string, text: string, least: number, most: number): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds < least || seconds > most)
    throw new UsageError(`${option}: "${text}" is not accepted; accepted: seconds, from ${least} to ${most}`);
  return seconds;
}
