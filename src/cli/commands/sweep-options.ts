/** Options of `spikion sweep` for more machines than this one. */
import type { Argv } from "yargs";

export interface MachineOptions {
  readonly shard: string | undefined;
  readonly queue: string | undefined;
  readonly priority: string | undefined;
  readonly pause: boolean;
  readonly unpause: boolean;
  readonly withdraw: boolean;
}

export function withMachines<T>(args: Argv<T>): Argv<T & MachineOptions> {
  const flag = (describe: string) => ({ type: "boolean", default: false, describe }) as const;
  return args
    .option("shard", {
      type: "string",
      requiresArg: true,
      describe:
        "i/n: only every n-th run, from the i-th on, into a folder that others fill too; tables come without",
    })
    .option("queue", {
      type: "string",
      describe:
        "have the runs computed by spikion worker, at a Redis server: its URL (alone: SPIKION_REDIS_URL)",
    })
    .option("priority", {
      type: "string",
      requiresArg: true,
      defaultDescription: "0",
      describe: "with --queue: larger goes first, -1000 to 1000",
    })
    .option("pause", flag("with --queue: begin no further runs of this sweep; and end"))
    .option("unpause", flag("with --queue: go on; and end"))
    .option(
      "withdraw",
      flag("with --queue: take the sweep's runs out of the queue; and end"),
    ) as unknown as Argv<T & MachineOptions>;
}
