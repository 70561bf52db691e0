/** The examples of deploy/: they are YAML of the right kind, and their commands are the program's. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { machinesOf } from "../../src/cli/sweep-machines.js";
import { packageRoot } from "../../src/node/disk.js";
import { spikion } from "../cli/spikion.js";

const text = (name: string) => readFileSync(join(packageRoot, "deploy", name), "utf8");
interface Container {
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}
interface Resource {
  readonly kind: string;
  readonly spec: { readonly template?: { readonly spec: { readonly containers: readonly Container[] } } };
}
const resources = (name: string): Resource[] =>
  parseAllDocuments(text(name)).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Resource;
  });
const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
  version: string;
};

/** Why the command line refuses words; "" where it goes on to ask for a server or a file. */
async function refusal(words: readonly string[]): Promise<string> {
  const { err } = await spikion(...words);
  return /no address of a Redis server/.test(err) ? "" : err;
}

test("Docker Compose: Redis keeps its queue and asks for a password, workers and sweep have it from the environment", async () => {
  const { services } = parse(text("compose.yaml"), { merge: true }) as {
    services: Record<
      string,
      { command: string[]; entrypoint?: string[]; environment: Record<string, string> }
    >;
  };
  expect(Object.keys(services)).toEqual(["redis", "worker", "sweep"]);
  const { redis, worker, sweep } = services;
  expect(redis!.command.join(" ")).toMatch(/requirepass .*appendonly yes.*maxmemory-policy noeviction/s);
  for (const { environment } of [worker!, sweep!])
    expect(environment.SPIKION_REDIS_URL).toMatch(/^redis:\/\/:\$\{REDIS_PASSWORD:\?[^}]+\}@redis:6379$/);
  expect(await refusal(worker!.command)).toBe("");
  expect(await refusal([...sweep!.entrypoint!.slice(1), ...sweep!.command])).toBe("");
});

test("Kubernetes: images are of this version, commands are the program's, passwords are secrets", async () => {
  for (const name of ["kubernetes/queue.yaml", "kubernetes/shards.yaml"])
    for (const { spec } of resources(name))
      for (const { image, args, env = [] } of spec.template?.spec.containers ?? []) {
        if (image.startsWith("spikion")) expect(image).toBe(`spikion:${version}`);
        expect(env.filter(({ value }) => value !== undefined)).toEqual([]);
        if (args && ["worker", "sweep"].includes(args[0]!)) expect(await refusal(args)).toBe("");
      }
  expect(text("kubernetes/shards.yaml")).toMatch(
    /completions: 16\n[\s\S]*--shard \$\(\(JOB_COMPLETION_INDEX \+ 1\)\)\/16/,
  );
});

test("scripts for Slurm and GNU parallel are shell, and count shards from 1", () => {
  for (const name of ["slurm.sh", "parallel.sh"])
    expect(spawnSync("bash", ["-n", join(packageRoot, "deploy", name)], { encoding: "utf8" }).stderr).toBe(
      "",
    );
  expect(text("slurm.sh")).toMatch(/--array=1-16\n[\s\S]*--shard "\$SLURM_ARRAY_TASK_ID\/\$of"/);
  const options = { queue: undefined, priority: undefined, pause: false, unpause: false, withdraw: false };
  const rest = { workers: "1", restart: false, watch: false, open: false, json: false };
  expect(machinesOf({ ...options, ...rest, shard: "16/16" }).shard).toEqual({ index: 16, of: 16 });
});
