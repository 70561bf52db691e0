/** The parts of the proof: kills, shards, speed, size. */
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { finished, root, start } from "./machines.mjs";

const TABLES = ["table.csv", "table.json", "table.parquet", "runs.csv", "summary.json", "report.html"];
const SPREAD = "network.projections.feedforward.synapses.eis.variability";

/** A sweep of small runs. @param images  each phase; thirty make a run of some 200 ms */
export function sweepFile(work, name, seeds, images) {
  const axes = `{sigma: {path: ${SPREAD}.d2d, values: [0, 20 %, 80 %, 100 %]}}`;
  return written(work, name, "network: {populations: {output: {size: 5}}}", images, seeds, axes);
}

/** A sweep of as many points of some 30 ms, as a grid over two axes. */
export function gridFile(work, name, points) {
  const axis = (path, count) => `{path: ${SPREAD}.${path}, from: 0 %, to: 99 %, count: ${count}}`;
  const across = Math.floor(Math.sqrt(points));
  const axes = `{sigma: ${axis("d2d", across)}, cycle: ${axis("c2c", Math.floor(points / across))}}`;
  const small = "network: {populations: {output: {size: 2}}}\npresentation: {duration: 10 ms}";
  return written(work, name, small, 2, 1, axes);
}

function written(work, name, settings, images, seeds, axes) {
  const file = join(work, `${name}.yaml`);
  const phases = ["train", "label", "test"].map((phase) => `${phase}: {images: ${images}}`);
  const sweep = `sweep:\n  seeds: ${seeds}\n  axes: ${axes}\n`;
  const head = `extends: ${root}/experiments/quickstart.yaml\ndataset: mnist-10k`;
  writeFileSync(file, [head, settings, ...phases, sweep].join("\n"));
  return file;
}

export const hashOf = (dir) =>
  TABLES.map((name) =>
    createHash("sha256")
      .update(readFileSync(join(dir, name)))
      .digest("hex")
      .slice(0, 16),
  ).join(" ");

/**
 * A sweep over four workers, two in each network, of which `kills` times something is killed, and one network is cut for
 * 30 s; beside it a worker of other code and one with a wrong password. @returns what happened
 */
export async function kills({ work, file, redis, nets, url, random, kills, password, cutMs }) {
  const out = join(work, "queued");
  const log = (name) => join(work, `${name}.log`);
  const done = { worker: 0, sweep: 0, redis: 0 };
  let over = false;
  const workers = [];
  const hire = (k) => {
    const net = nets[k % 2];
    // The address comes in the environment: nobody reads it in the list of processes.
    const env = { SPIKION_REDIS_URL: url(net, password) };
    const args = ["worker", "--concurrency", "1", "--lost-after", "5"];
    workers[k] = start(args, log(`worker-${k}`), { within: net.within, env });
  };
  for (let k = 0; k < 4; k++) hire(k);
  const gather = () =>
    start(["sweep", file, "--out", out, "--queue", url({ host: "127.0.0.1" }, password)], log("sweep"));
  let sweep = gather();
  const results = () => {
    try {
      return readdirSync(join(out, "points")).length;
    } catch {
      return 0;
    }
  };
  // Those that must be refused.
  while (results() < 3) await sleep(200);
  const other = join(work, "other-program");
  cpSync(join(root, "dist"), join(other, "dist"), { recursive: true });
  for (const name of ["package.json", "datasets", "experiments", "networks"])
    cpSync(join(root, name), join(other, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(other, "node_modules"));
  appendFileSync(join(other, "dist/seed.js"), "// another program\n");
  const near = { host: "127.0.0.1" };
  const refused = {
    version: await finished(["worker", url(near, password)], log("refused-version"), {
      program: join(other, "dist/cli/main.js"),
    }),
    password: await finished(["worker", url(near, "verkehrt")], log("refused-password")),
  };
  const cutting = (async () => {
    nets[1].cut();
    await sleep(cutMs);
    nets[1].mend();
  })();
  // From the first results on, spread over what the sweep takes.
  const all = Number(readFileSync(file, "utf8").match(/seeds: (\d+)/)[1]) * 4;
  for (let k = 0; k < kills && !over; k++) {
    while (results() < (all * (k + 1)) / (kills + 2) && sweep.child.exitCode === null) await sleep(50);
    await sleep(1000 * random());
    const x = random();
    if (x < 0.55) {
      const victim = Math.floor(4 * random());
      workers[victim].kill();
      await workers[victim].ended;
      hire(victim);
      done.worker++;
    } else if (x < 0.8) {
      sweep.kill();
      await sweep.ended;
      sweep = gather();
      done.sweep++;
    } else {
      await redis.kill();
      await sleep(500);
      await redis.begin();
      done.redis++;
    }
  }
  const { code } = await sweep.ended;
  over = true;
  await cutting;
  for (const { child } of workers) child.kill("SIGTERM");
  await Promise.all(workers.map(({ ended }) => ended));
  // A worker that was killed signs off no more: its entry goes when it was not renewed for 15 s.
  await sleep(20_000);
  const words = readdirSync(work).filter((name) => name.endsWith(".log"));
  const said = words.map((name) => readFileSync(join(work, name), "utf8")).join("\n");
  const kept = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1").includes(password));
  return {
    code,
    done,
    refused,
    saysVersions: readFileSync(log("refused-version"), "utf8").trim(),
    saysPassword: readFileSync(log("refused-password"), "utf8").trim(),
    leaks: kept || said.includes(password),
    left: redis
      .ask("--scan", "--pattern", "spikion*")
      .trim()
      .split("\n")
      // A mark of BullMQ's that vanishes by itself, and the list of workers, which the next look at it clears.
      .filter((key) => key && !/:stalled-check$|:workers$/.test(key)),
    hash: hashOf(out),
  };
}

/** Sixteen shards at once into one folder: every third is killed and begun again, every fifth runs twice at once. */
export async function shards({ work, file, random, of = 16 }) {
  const out = join(work, "shards");
  const log = join(work, "shards.log");
  const words = (k) => ["sweep", file, "--out", out, "--shard", `${k}/${of}`, "--workers", "1", "--quiet"];
  let killed = 0;
  const one = async (k) => {
    if (k % 3 === 0) {
      const first = start(words(k), log);
      await sleep(2000 + 6000 * random());
      if (first.child.exitCode === null) killed++;
      first.kill();
      await first.ended;
    }
    return await finished(words(k), log);
  };
  const indices = Array.from({ length: of }, (_, k) => k + 1);
  const twice = indices.filter((k) => k % 5 === 0);
  const codes = await Promise.all([...indices, ...twice].map(one));
  const code = await finished(["sweep", file, "--out", out, "--workers", "2", "--quiet"], log);
  return { codes: [...new Set(codes)], killed, twice: twice.length, code, hash: hashOf(out) };
}

/**
 * Points a minute of the local pool and of one worker with as many places, in turn: `cold` with a worker that starts
 * together with the sweep, as the pool's processes do, `warm` with the same worker once it is there. Times are those of
 * the whole command, from its start to its end. @returns medians, and ratios to the local run before
 */
export async function speed({ work, file, points, url, password, pairs, places }) {
  const log = join(work, "speed.log");
  const rates = { local: [], cold: [], warm: [] };
  const hashes = new Set();
  const timed = async (name, args) => {
    const out = join(work, name);
    rmSync(out, { recursive: true, force: true });
    const before = performance.now();
    await finished([...args, "--out", out, "--quiet"], log);
    const perMinute = (60_000 * points) / (performance.now() - before);
    hashes.add(hashOf(out));
    return perMinute;
  };
  const address = url({ host: "127.0.0.1" }, password);
  for (let k = 0; k < pairs; k++) {
    rates.local.push(await timed("speed-local", ["sweep", file, "--workers", String(places)]));
    const worker = start(["worker", address, "--concurrency", String(places), "--quiet"], log);
    for (const kind of [rates.cold, rates.warm])
      kind.push(await timed("speed-queue", ["sweep", file, "--queue", address]));
    worker.child.kill("SIGTERM");
    await worker.ended;
  }
  const median = (x) => x.toSorted((a, b) => a - b)[Math.floor(x.length / 2)];
  const against = (queue) => queue.map((rate, k) => rate / rates.local[k]);
  const [cold, warm] = [against(rates.cold), against(rates.warm)];
  return {
    perMinute: Object.fromEntries(Object.entries(rates).map(([kind, all]) => [kind, median(all)])),
    ratioCold: median(cold),
    ratioWarm: median(warm),
    ratios: { cold, warm },
    hashes: hashes.size,
  };
}

/** A sweep of very many tiny points: how long, what Redis holds, how quick the dashboard's page of it is. */
export async function many({ work, file, points, redis, url, password, places }) {
  const log = join(work, "many.log");
  const out = join(work, "many");
  mkdirSync(out);
  const address = url({ host: "127.0.0.1" }, password);
  const info = (key) => Number(new RegExp(`^${key}:(\\d+)`, "m").exec(redis.ask("INFO"))?.[1]);
  const base = info("used_memory");
  const before = performance.now();
  const sweep = start(["sweep", file, "--out", out, "--queue", address, "--quiet"], log);
  const worker = start(["worker", address, "--concurrency", String(places), "--quiet"], log);
  let [peak, keys, sweepPeak, begun] = [0, 0, 0, 0];
  const watching = setInterval(() => {
    sweepPeak = residentMB(sweep.child.pid) ?? sweepPeak;
    if (begun === 0 && readdirSync(out).includes("points") && readdirSync(join(out, "points")).length > 0)
      begun = performance.now();
    const memory = info("used_memory");
    if (!(memory > peak)) return;
    peak = memory;
    keys = Number(redis.ask("DBSIZE").match(/\d+/)?.[0]);
  }, 1000);
  const { code } = await sweep.ended;
  clearInterval(watching);
  const seconds = (performance.now() - before) / 1000;
  worker.child.kill("SIGTERM");
  await worker.ended;
  const bytes = readdirSync(join(out, "points")).reduce(
    (sum, name) => sum + readFileSync(join(out, "points", name)).length,
    0,
  );
  const files = readdirSync(out).filter((name) => name !== "points");
  return {
    code,
    points,
    seconds,
    secondsBeforeFirst: (begun - before) / 1000,
    perMinute: (60 * points) / seconds,
    sweepMemoryPeakMB: sweepPeak,
    redisMemoryPeakMB: (peak - base) / 1e6,
    redisMemoryAtEndMB: (info("used_memory") - base) / 1e6,
    keysAtPeak: keys,
    appendOnlyMB: info("aof_current_size") / 1e6,
    bytesPerResult: bytes / points,
    filesMB: Object.fromEntries(files.map((name) => [name, statSync(join(out, name)).size / 1e6])),
    out,
  };
}

/** The most memory that a process has held, MB; undefined where the system does not say, or it has ended. */
function residentMB(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
  } catch {
    return undefined;
  }
}
