/** What the command line says of further machines for a sweep. */
import { basename } from "node:path";
import type { MachineOptions } from "./commands/sweep-options.js";
import { EXIT, printable, UsageError } from "./errors.js";
import { type RedisAddress, redisAddress } from "./queue/address.js";
import type { Order } from "./queue/orders.js";
import type { QueueRequest } from "./queue/queued-sweep.js";
import type { Shard } from "./run-shard.js";

const MOST_SHARDS = 100_000;
const MOST_PRIORITY = 1000;

export interface Machines {
  readonly shard: Shard | undefined;
  readonly queue: QueueRequest | undefined;
  /** For a sweep that is in the queue. */
  readonly order: Order | undefined;
}

type Options = MachineOptions & {
  readonly workers: string | undefined;
  readonly restart: boolean;
  readonly watch: boolean;
  readonly open: boolean;
  readonly json: boolean;
};

/** @throws UsageError for what is wrong, or does not go together */
export function machinesOf(options: Options): Machines {
  const orders = (["pause", "unpause", "withdraw"] as const).filter((name) => options[name]);
  if (orders.length > 1)
    throw new UsageError(`--${orders.join(" and --")} do not go together; accepted: one of them`);
  const ofQueue = [...orders, ...(options.priority === undefined ? [] : ["priority"])];
  if (options.queue === undefined) {
    if (ofQueue.length > 0)
      throw new UsageError(`--${ofQueue[0]} is for a sweep in a queue; accepted: with --queue`);
    return { shard: shardOf(options), queue: undefined, order: undefined };
  }
  if (options.shard !== undefined)
    throw new UsageError("--shard and --queue do not go together; accepted: one of them");
  if (options.workers !== undefined)
    throw new UsageError(
      "--workers counts processes of this machine, and --queue has none; accepted: spikion worker … --concurrency on each machine that computes",
    );
  const queue = { address: redisAddress(options.queue, "--queue"), priority: priorityOf(options.priority) };
  return { shard: undefined, queue, order: orders[0] };
}

/** Give an order to a sweep that is in the queue. @returns  the exit code */
export async function ordered(
  order: Order,
  address: RedisAddress,
  file: string,
  set: readonly string[],
): Promise<number> {
  const { readText } = await import("../node/config.js");
  const { give } = await import("./queue/orders.js");
  const tell = (text: string) => void process.stderr.write(`${printable(text)}\n`);
  const name = basename(file).replace(/\.ya?ml$/, "");
  tell(await give(order, address, { name, text: readText(file) }, set, tell));
  return EXIT.done;
}

function priorityOf(text: string | undefined): number {
  const priority = Number(text ?? 0);
  if (!/^-?\d+$/.test(text ?? "0") || Math.abs(priority) > MOST_PRIORITY)
    throw new UsageError(
      `--priority: "${text}" is not accepted; accepted: a whole number from -${MOST_PRIORITY} to ${MOST_PRIORITY}`,
    );
  return priority;
}

function shardOf(options: Options): Shard | undefined {
  const { shard: text } = options;
  if (text === undefined) return undefined;
  const [, i, n] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const [index, of] = [Number(i), Number(n)];
  if (i === undefined || index < 1 || index > of || of > MOST_SHARDS)
    throw new UsageError(
      `--shard: "${text}" is not accepted; accepted: i/n with i from 1 to n, such as 3/16 (schedulers that count from 0: add 1)`,
    );
  for (const name of ["restart", "watch", "open", "json"] as const)
    if (options[name])
      throw new UsageError(
        name === "restart"
          ? "--restart would forget what other shards have done; accepted: without it, or another --out"
          : `--${name}: a shard leaves results and no report; accepted: without it, and spikion sweep without --shard when all have ended`,
      );
  return { index, of };
}
