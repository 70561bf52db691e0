/** The connection to a Redis server that commands share, kept through restarts of the server and cuts of the network. */
import { isIP } from "node:net";
import type { Queue, RedisClient, RedisConnection } from "bullmq";
import { UsageError } from "../errors.js";
import type { RedisAddress } from "./address.js";

/** What every key in Redis begins with. */
export const PREFIX = "spikion";
/** ms: a server that is just starting is waited for; then it is said that there is none. */
const FIRST_CONTACT_MS = 15_000;
/** A server from which nothing has come for so long, while it owes an answer, is dialled anew, ms. */
const SILENCE_MS = 15_000;
const MOST_RETRY_MS = 3000;
/** Events that BullMQ keeps of each queue; nothing here reads them. */
const EVENTS = 100;

export type Bull = typeof import("bullmq");

export interface Connection {
  readonly bull: Bull;
  readonly client: RedisClient;
  readonly address: RedisAddress;
  /** A queue on this connection. @param passing  one that is only told something, and leaves nothing that says it is there */
  queue(name: string, passing?: boolean): Queue;
  close(): void;
}

/**
 * @param notice  told when the connection is lost, and when it is back
 * @throws UsageError where the server cannot be reached, or refuses the password; without the password
 */
export async function connect(
  address: RedisAddress,
  notice: (text: string) => void,
  patience = FIRST_CONTACT_MS,
): Promise<Connection> {
  const bull = await import("bullmq");
  const connection = new bull.RedisConnection(optionsOf(address));
  const client = await firstContact(connection, address, patience);
  // Only now: its timer would keep a process that was refused from ending.
  client.options.socketTimeout = SILENCE_MS;
  let lost = false;
  connection.on("error", (error: Error) => {
    if (!lost) return;
    // A server that has come back with another password would be waited for in silence.
    if (isRefusal(error)) notice(`Redis at ${address.shown} refuses user or password; still trying`);
  });
  connection.on("close", () => {
    if (lost || connection.closing) return;
    lost = true;
    notice(`the connection to Redis at ${address.shown} is lost; waiting for it`);
  });
  connection.on("ready", () => {
    if (lost) notice(`Redis at ${address.shown} is back`);
    lost = false;
  });
  return {
    bull,
    client,
    address,
    queue: (name, passing = false) => {
      const queue = new bull.Queue(name, {
        connection: client,
        prefix: PREFIX,
        skipMetasUpdate: passing,
        streams: { events: { maxLen: EVENTS } },
        // Results stay until the sweep has them on its disk.
        defaultJobOptions: { removeOnComplete: false, removeOnFail: false, attempts: 1, stackTraceLimit: 0 },
      });
      queue.on("error", () => {});
      return queue;
    },
    close: () => void connection.close(true).catch(() => {}),
  };
}

function optionsOf({ host, port, username, password, db, tls }: RedisAddress) {
  return {
    host,
    port,
    db,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    // No name is asked for where the host is a number.
    ...(tls ? { tls: isIP(host) ? {} : { servername: host } } : {}),
    connectTimeout: SILENCE_MS,
    keepAlive: SILENCE_MS,
    // Commands wait for a server that is away instead of failing.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(200 * times, MOST_RETRY_MS),
  };
}

function isRefusal({ message }: Error): boolean {
  return /WRONGPASS|NOAUTH|NOPERM|invalid (username|password)|without any password/i.test(message);
}

/** What another attempt will not mend: a certificate, or a server that speaks no TLS. */
function isTlsTrouble(error: Error): boolean {
  const code = String((error as NodeJS.ErrnoException).code ?? "");
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code) || /certificate|SSL|TLS/i.test(error.message);
}

async function firstContact(
  connection: RedisConnection,
  address: RedisAddress,
  patience: number,
): Promise<RedisClient> {
  let last: Error | undefined;
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const refuse = (why: string) => new UsageError(`Redis at ${address.shown} ${why}`);
  const onError = (error: Error) => {
    last = error;
    if (isRefusal(error))
      fail(
        refuse(
          address.password === undefined
            ? "asks for a password; accepted: one in the URL, redis://[user:password@]host"
            : "refuses user or password",
        ),
      );
    else if (address.tls && isTlsTrouble(error))
      fail(
        refuse(
          `cannot be spoken to by TLS (${wordsOf(error)}); a certificate of your own: NODE_EXTRA_CA_CERTS=FILE`,
        ),
      );
  };
  connection.on("error", onError);
  const timer = setTimeout(
    () => fail(refuse(`cannot be reached (${last ? wordsOf(last) : "no answer"})`)),
    patience,
  );
  try {
    const ready = connection.client;
    ready.catch(() => {});
    return await Promise.race([ready, failed]);
  } catch (error) {
    connection.close(true).catch(() => {});
    if (error instanceof UsageError) throw error;
    throw refuse(`cannot be used (${error instanceof Error ? wordsOf(error) : String(error)})`);
  } finally {
    clearTimeout(timer);
    connection.off("error", onError);
    connection.on("error", () => {});
  }
}

/** An error's code, or its words where it has none. */
function wordsOf(error: Error): string {
  return String((error as NodeJS.ErrnoException).code ?? error.message);
}
