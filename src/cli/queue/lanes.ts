/**
 * Lanes: the points of a sweep that need the same program, data and modules are a BullMQ queue of their own, so that a
 * worker that lacks something leaves them to others without taking a point first. All lanes are announced in one hash.
 */
import type { RedisClient } from "bullmq";
import * as z from "zod";
import { sha256 } from "../../node/sha256.js";
import type { Origin } from "../../sweep/origin.js";
import { type Connection, PREFIX } from "./connection.js";

const LANES = `${PREFIX}:lanes`;
/** A sweep that nobody has come back to for so long is forgotten, ms. */
export const FORGOTTEN_AFTER_MS = 7 * 24 * 3600_000;

const laneSchema = z.object({
  /** Of the sweep. */
  sweep: z.string(),
  name: z.string(),
  /** Larger ones are done first. */
  priority: z.number(),
  /** When the sweep was first put in, and when its process was last heard of, ms since 1970. */
  since: z.number(),
  seen: z.number(),
  /** Manifest of the data set, as JSON, and its hash. */
  dataset: z.string().nullable(),
  dataHash: z.string().nullable(),
  /** sha256 of files with numbers, such as lists of synapses, and of the user's modules, by absolute path. */
  files: z.record(z.string(), z.string()),
  modules: z.record(z.string(), z.string()),
  program: z.object({ spikion: z.string(), commit: z.string().nullable(), code: z.string() }),
});

/** What a worker must have for the points of a lane. */
export interface Needs extends Origin {
  readonly dataset: string | null;
  readonly files: Readonly<Record<string, string>>;
}
export interface Lane extends z.infer<typeof laneSchema> {
  /** Name of its queue. */
  readonly queue: string;
}

/** The same for each start of a sweep. @param text  of its file @param set  settings of the command line */
export function sweepId(name: string, text: string, set: readonly string[]): string {
  return sha256(JSON.stringify([name, text, set])).slice(0, 16);
}

export function laneName(sweep: string, needs: Needs): string {
  const { dataset, dataHash, files, modules, program } = needs;
  const all = JSON.stringify([dataset, dataHash, files, modules, program.spikion, program.code]);
  return `${sweep}-${sha256(all).slice(0, 8)}`;
}

export async function announce(client: RedisClient, { queue, ...lane }: Lane): Promise<void> {
  await client.hset(LANES, { [queue]: JSON.stringify(lane) });
}

/** Lanes in the order in which workers look at them: by priority, then by age. */
export async function lanesOf(client: RedisClient): Promise<Lane[]> {
  const lanes = Object.entries(await client.hgetall(LANES)).flatMap(([queue, text]) => {
    const lane = laneIn(text);
    return lane ? [{ ...lane, queue }] : [];
  });
  return lanes.sort((a, b) => b.priority - a.priority || a.since - b.since || (a.queue < b.queue ? -1 : 1));
}

/** More often than workers are likely to come between. */
const MOST_TRIES = 20;

/** Remove a lane with all that is in it; runs that are under way there come to nothing. */
export async function removeLane(connection: Connection, name: string): Promise<void> {
  await connection.client.hdel(LANES, name);
  const queue = connection.queue(name, true);
  try {
    for (let tries = 1; ; tries++) {
      try {
        await queue.obliterate({ force: true });
        break;
      } catch (error) {
        // It pauses the queue first; a worker that finds the lane gone may forget that meanwhile (`forgetTraces`), once each.
        const forgotten = error instanceof Error && error.message.includes("non-paused");
        if (!forgotten || tries === MOST_TRIES) throw error;
      }
    }
  } finally {
    await queue.close();
  }
}

/** What BullMQ writes again when a lane that is gone is looked at for lost points. */
export async function forgetTraces(client: RedisClient, name: string): Promise<void> {
  await client.del(`${PREFIX}:${name}:meta`);
}

function laneIn(text: string): z.infer<typeof laneSchema> | undefined {
  try {
    return laneSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
