/**
 * Shows what docs/sweeps.md says of many machines, with a Redis server of its own:
 *
 *   npm run build && node scripts/queue-proof.mjs [--of kills,shards,speed,many] [--seed 1] [--kills 20] [--pairs 3]
 *                                                 [--points 10000] [--places 2] [--cut 30] [--keep]
 *
 * kills    200 points over 4 workers in 2 networks: processes and the server are killed, a network is cut for 30 s
 * shards   16 shards of the same sweep at once, some killed, some twice
 * speed    points a minute through the queue against the local pool, in turn, with a worker that starts with the sweep and
 *          with one that is there
 * many     very many tiny points: time, memory of Redis, time of the dashboard's page (with Chromium, the page itself)
 *
 * Exit code 1 where a table differs from the local one, or anything else is not as promised.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { finished, namespaces, proxies, redisAt, root } from "./queue/machines.mjs";
import { pageTimes } from "./queue/page-times.mjs";
import { gridFile, hashOf, kills, many, shards, speed, sweepFile } from "./queue/rounds.mjs";

const { values } = parseArgs({
  options: {
    of: { type: "string", default: "kills,shards,speed,many" },
    seed: { type: "string", default: "1" },
    kills: { type: "string", default: "20" },
    pairs: { type: "string", default: "3" },
    points: { type: "string", default: "10000" },
    places: { type: "string", default: "2" },
    cut: { type: "string", default: "30" },
    keep: { type: "boolean", default: false },
  },
});
const parts = new Set(values.of.split(","));
const { Random } = await import(join(root, "dist/core/random.js"));
const stream = Random.of(values.seed, "queue-proof");
const random = () => stream.uniform();

const work = mkdtempSync(join(tmpdir(), "spikion-queue-"));
const port = 20_000 + (process.pid % 20_000);
const password = "geheim-5f1c";
const made = parts.has("kills") ? namespaces() : undefined;
const networks = made ?? (await proxies(port));
const host = made ? made.all.map((net) => net.host).join(" ") : "";
const redis = await redisAt(join(work, "redis"), { host, port, password });
const url = (net, secret) => `redis://:${secret}@${net.host}:${net.port ?? port}`;
let bad = 0;
const tell = (name, found, right) => {
  if (!right) bad++;
  console.log(`${right ? "ok" : "NOT OK"}  ${name}: ${JSON.stringify(found)}`);
};

try {
  const file = sweepFile(work, "points", 50, 30);
  const log = join(work, "local.log");
  const local = join(work, "local");
  if (parts.has("kills") || parts.has("shards")) {
    await finished(["sweep", file, "--out", local, "--workers", values.places, "--quiet"], log);
    console.log(`200 points, local pool: ${hashOf(local)}`);
  }
  if (parts.has("kills")) {
    console.log(made ? "two network namespaces" : "no network namespaces here: two proxies");
    const [n, cutMs, nets] = [Number(values.kills), 1000 * Number(values.cut), networks.all];
    const found = await kills({ work, file, redis, nets, url, random, kills: n, password, cutMs });
    const { done, refused } = found;
    const right =
      found.code === 0 &&
      found.hash === hashOf(local) &&
      done.worker + done.sweep + done.redis === n &&
      refused.version === 2 &&
      refused.password === 2 &&
      !found.leaks &&
      found.left.length === 0;
    tell("kills", found, right);
  }
  if (parts.has("shards")) {
    const found = await shards({ work, file, random });
    tell(
      "shards",
      found,
      found.hash === hashOf(local) && found.code === 0 && found.codes.every((c) => c === 0),
    );
  }
  if (parts.has("speed")) {
    const [pairs, places] = [Number(values.pairs), Number(values.places)];
    const timed = sweepFile(work, "speed", 50, 30);
    const found = await speed({ work, file: timed, points: 200, url, password, pairs, places });
    tell("speed", found, Math.min(found.ratioCold, found.ratioWarm) >= 0.9 && found.hashes === 1);
  }
  if (parts.has("many")) {
    const [points, places] = [Number(values.points), Number(values.places)];
    const tiny = gridFile(work, "tiny", points);
    const found = await many({ work, file: tiny, points, redis, url, password, places });
    tell("many", { ...found, pages: await pageTimes(found.out) }, found.code === 0);
  }
} finally {
  await redis.kill();
  networks.remove();
  if (values.keep) console.log(work);
  else rmSync(work, { recursive: true, force: true });
}
process.exitCode = bad === 0 ? 0 : 1;
