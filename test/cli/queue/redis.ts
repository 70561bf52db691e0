/** A Redis server for a test: of this machine, in a folder of its own; where none is installed, tests say so and skip. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const installed = spawnSync("redis-server", ["--version"]).status === 0;
if (!installed) console.log("redis-server is not installed (Debian: apt-get install redis-server): skipped");

export interface TestRedis {
  readonly url: string;
  /** As a power cut does. */
  kill(): Promise<void>;
  /** Once more, with what was on the disk. */
  start(): Promise<void>;
  end(): Promise<void>;
}

export async function redisServer({ password }: { password?: string } = {}): Promise<TestRedis> {
  let port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "spikion-redis-"));
  let server: ChildProcess;
  const start = async () => {
    const options = [
      "--port",
      port,
      "--bind",
      "127.0.0.1",
      "--dir",
      dir,
      "--save",
      "",
      "--appendonly",
      "yes",
    ];
    const secret = password === undefined ? [] : ["--requirepass", password];
    server = spawn("redis-server", [...options, ...secret].map(String), {
      stdio: ["ignore", "pipe", "ignore"],
    });
    for await (const text of server.stdout!)
      if (/Ready to accept/.test(String(text))) {
        server.stdout!.resume();
        return true;
      }
    return false;
  };
  const startAgain = async () => {
    if (!(await start())) throw new Error(`redis-server does not start on port ${port}`);
  };
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, "exit");
    server.kill("SIGKILL");
    await gone;
  };
  // Another process may have taken the port since it was found free.
  for (let tries = 1; !(await start()); tries++) {
    if (tries === 10) throw new Error("redis-server does not start");
    port = await freePort();
  }
  const secret = password === undefined ? "" : `:${password}@`;
  return {
    url: `redis://${secret}127.0.0.1:${port}`,
    kill,
    start: startAgain,
    end: async () => {
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  return port;
}
