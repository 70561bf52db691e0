/** Where a Redis server is, as the user names it: a URL, or the environment, so that no password need be typed. */
import { UsageError } from "../errors.js";

/** Environment variable that holds the URL where none is given. */
export const URL_VARIABLE = "SPIKION_REDIS_URL";
const PORT = 6379;
const ACCEPTED = `accepted: redis://[user:password@]host[:port][/number], rediss://… (TLS), or the same in ${URL_VARIABLE}`;

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** Number of the database. */
  readonly db: number;
  readonly tls: boolean;
  /** Without user and password: what messages may say. */
  readonly shown: string;
}

/**
 * @param given  URL of the command line; "" or absent = that of the environment
 * @param option  its name, for messages
 * @throws UsageError where there is none, or it is no URL of a Redis server; the text itself, which may hold a password, is
 *   not repeated
 */
export function redisAddress(
  given: string | undefined,
  option: string,
  env: NodeJS.ProcessEnv = process.env,
): RedisAddress {
  const text = given || env[URL_VARIABLE];
  if (!text) throw new UsageError(`${option}: no address of a Redis server; ${ACCEPTED}`);
  const from = given ? option : URL_VARIABLE;
  const refuse = (why: string) => new UsageError(`${from}: ${why}; ${ACCEPTED}`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw refuse("not the URL of a Redis server (not shown: it may hold a password)");
  if (url.protocol !== "redis:" && url.protocol !== "rediss:")
    throw refuse(`"${url.protocol}//" is not a protocol of Redis`);
  if (url.hostname === "") throw refuse("the URL names no host");
  if (url.search !== "" || url.hash !== "") throw refuse("the URL has a query or a fragment");
  const db = url.pathname.replace(/^\//, "");
  if (!/^\d{0,4}$/.test(db)) throw refuse(`"${db}" is not the number of a database`);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? PORT : Number(url.port);
  return {
    host,
    port,
    ...(url.username === "" ? {} : { username: decoded(url.username, refuse) }),
    ...(url.password === "" ? {} : { password: decoded(url.password, refuse) }),
    db: Number(db),
    tls: url.protocol === "rediss:",
    shown: `${url.protocol}//${url.hostname}:${port}${db === "" ? "" : `/${db}`}`,
  };
}

function decoded(text: string, refuse: (why: string) => Error): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuse("user or password has a % that stands for nothing (write %25)");
  }
}
