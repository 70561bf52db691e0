/**
 * What the proof runs on: the program in processes of its own, a Redis server with a log on the disk, and two network
 * namespaces, or, where those may not be made, a proxy for workers that can be stopped.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync } from "node:fs";
import { createServer, connect as dial } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const cli = join(root, "dist/cli/main.js");

/**
 * Starts the command line; what it writes goes to a file.
 * @param within  words before it, such as those that enter a namespace
 */
export function start(args, log, { within = [], env = {}, program = cli } = {}) {
  const out = openSync(log, "a");
  const [command, ...words] = [...within, process.execPath, program, ...args];
  const child = spawn(command, words, { stdio: ["ignore", out, out], env: { ...process.env, ...env } });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  return { child, ended, kill: () => child.kill("SIGKILL") };
}

export async function finished(args, log, options) {
  return (await start(args, log, options).ended).code;
}

/** A Redis server that keeps a log on the disk, and may be killed and started again. */
export async function redisAt(dir, { host, port, password }) {
  mkdirSync(dir, { recursive: true });
  let server;
  const bound = ["127.0.0.1", ...host.split(" ").filter((name) => name !== "")];
  const secret = ["--requirepass", password];
  const options = [
    "--port",
    String(port),
    "--bind",
    ...bound,
    "--dir",
    dir,
    "--save",
    "",
    "--appendonly",
    "yes",
  ];
  const begin = async () => {
    server = spawn("redis-server", [...options, ...secret], { stdio: ["ignore", "pipe", "ignore"] });
    for await (const text of server.stdout) if (/Ready to accept/.test(String(text))) break;
    server.stdout.resume();
  };
  const kill = async () => {
    const gone = once(server, "exit");
    server.kill("SIGKILL");
    await gone;
  };
  await begin();
  const ask = (...command) =>
    spawnSync("redis-cli", ["-p", String(port), "--no-auth-warning", "-a", password, ...command], {
      encoding: "utf8",
    }).stdout;
  return { begin, kill, ask };
}

/** Two namespaces that reach this machine, each by a link of its own; undefined where they may not be made. */
export function namespaces() {
  const ip = (...words) => execFileSync("ip", words, { stdio: "ignore" });
  const tag = `sq${process.pid % 10000}`;
  const made = [];
  const remove = () => {
    for (const name of made) spawnSync("ip", ["netns", "del", name], { stdio: "ignore" });
  };
  try {
    const all = [0, 1].map((k) => {
      const [name, near, far, net] = [`${tag}n${k}`, `${tag}h${k}`, `${tag}c${k}`, `10.213.${k}`];
      ip("netns", "add", name);
      made.push(name);
      ip("link", "add", near, "type", "veth", "peer", "name", far);
      ip("link", "set", far, "netns", name);
      ip("addr", "add", `${net}.1/24`, "dev", near);
      ip("link", "set", near, "up");
      ip("-n", name, "addr", "add", `${net}.2/24`, "dev", far);
      ip("-n", name, "link", "set", far, "up");
      ip("-n", name, "link", "set", "lo", "up");
      return {
        within: ["ip", "netns", "exec", name],
        host: `${net}.1`,
        cut: () => ip("link", "set", near, "down"),
        mend: () => ip("link", "set", near, "up"),
      };
    });
    return { all, remove };
  } catch {
    remove();
    return undefined;
  }
}

/** The same by proxies: while one is cut, nothing that comes is passed on, and nothing is refused. */
export async function proxies(port) {
  const servers = [];
  const all = [];
  for (let k = 0; k < 2; k++) {
    let cut = false;
    const sockets = new Set();
    const server = createServer((near) => {
      const far = dial(port, "127.0.0.1");
      for (const [from, to] of [
        [near, far],
        [far, near],
      ]) {
        sockets.add(from);
        from.on("data", (bytes) => !cut && to.write(bytes));
        from.on("close", () => to.destroy());
        from.on("error", () => to.destroy());
      }
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    const mend = () => {
      cut = false;
      // What was swallowed is missed: a stream with a hole in it is no connection.
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    };
    all.push({ within: [], host: "127.0.0.1", port: server.address().port, cut: () => (cut = true), mend });
  }
  return {
    all,
    remove: () => {
      for (const server of servers) server.close();
    },
  };
}
