/** What may be said to a sweep that is at a Redis server, from anywhere: to pause, to go on, to leave. */

import { UsageError } from "../errors.js";
import type { RedisAddress } from "./address.js";
import { gathererOf } from "./attendance.js";
import { type Connection, connect } from "./connection.js";
import { type Lane, lanesOf, removeLane, sweepId } from "./lanes.js";

export type Order = "pause" | "unpause" | "withdraw";

/**
 * @param file  of the sweep: its name and its text, which with `set` say which one it is
 * @returns  what was done, in words
 * @throws UsageError where the server does not have it
 */
export async function give(
  order: Order,
  address: RedisAddress,
  file: { readonly name: string; readonly text: string },
  set: readonly string[],
  notice: (text: string) => void,
): Promise<string> {
  const connection = await connect(address, notice);
  try {
    const id = sweepId(file.name, file.text, set);
    const lanes = (await lanesOf(connection.client)).filter(({ sweep }) => sweep === id);
    if (lanes.length === 0)
      throw new UsageError(
        `Redis at ${address.shown} has no points of ${file.name}; accepted: the file and the --set of a sweep that is there`,
      );
    const gatherer = order === "withdraw" ? await gathererOf(connection.client, id) : undefined;
    if (gatherer)
      throw new UsageError(
        `process ${gatherer.pid} on ${gatherer.host} gathers ${file.name}: it would put its points in again; stop it first`,
      );
    for (const lane of lanes) await obey(order, connection, lane);
    return `${file.name}: ${WORDS[order]}`;
  } finally {
    connection.close();
  }
}

const WORDS = {
  pause: "paused; points that run go on, no others begin",
  unpause: "its points go on",
  withdraw: "withdrawn; results that were not gathered are forgotten",
} as const;

async function obey(order: Order, connection: Connection, { queue: name }: Lane): Promise<void> {
  if (order === "withdraw") return await removeLane(connection, name);
  const queue = connection.queue(name, true);
  if (order === "pause") await queue.pause();
  else await queue.resume();
  await queue.close();
}
