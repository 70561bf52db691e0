/** Who is at the queue: workers, and the process that gathers a sweep; each entry vanishes when it is no longer renewed. */
import type { RedisClient } from "bullmq";
import * as z from "zod";
import { PREFIX } from "./connection.js";

const WORKERS = `${PREFIX}:workers`;
/** How often entries are renewed, ms, and how long they stay without, s. */
export const RENEW_EVERY_MS = 3000;
const STAY_S = 15;

const noteSchema = z.object({
  host: z.string(),
  pid: z.number(),
  spikion: z.string(),
  code: z.string(),
  /** Points at a time, and those it is at: by lane. */
  places: z.number(),
  running: z.record(z.string(), z.number()),
  /** Lanes that it leaves to others, and why. */
  lacks: z.record(z.string(), z.string()),
});
export type WorkerNote = z.infer<typeof noteSchema>;

const keyOf = (id: string) => `${PREFIX}:worker:${id}`;

export async function signIn(client: RedisClient, id: string, note: WorkerNote): Promise<void> {
  await client.set(keyOf(id), JSON.stringify(note), { EX: STAY_S });
  await client.hset(WORKERS, { [id]: 1 });
}

export async function signOut(client: RedisClient, id: string): Promise<void> {
  await client.del(keyOf(id));
  await client.hdel(WORKERS, id);
}

/** Workers that were heard of just now. */
export async function workersAt(client: RedisClient): Promise<WorkerNote[]> {
  const notes: WorkerNote[] = [];
  for (const id of Object.keys(await client.hgetall(WORKERS))) {
    const text = await client.get(keyOf(id));
    const note = text === null ? undefined : noteIn(text, noteSchema);
    if (note) notes.push(note);
    else await client.hdel(WORKERS, id);
  }
  return notes.sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : a.pid - b.pid));
}

const gathererSchema = z.object({ host: z.string(), pid: z.number(), dir: z.string() });
/** The process that gathers a sweep, and the folder into which it does. */
export type Gatherer = z.infer<typeof gathererSchema>;

const gathererKey = (sweep: string) => `${PREFIX}:sweep:${sweep}`;

/** The one that was heard of just now. */
export async function gathererOf(client: RedisClient, sweep: string): Promise<Gatherer | undefined> {
  const text = await client.get(gathererKey(sweep));
  return text === null ? undefined : noteIn(text, gathererSchema);
}

export async function gatherHere(client: RedisClient, sweep: string, own: Gatherer): Promise<void> {
  await client.set(gathererKey(sweep), JSON.stringify(own), { EX: STAY_S });
}

export async function gatherNoMore(client: RedisClient, sweep: string): Promise<void> {
  await client.del(gathererKey(sweep));
}

function noteIn<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
