/** Serves the built pages on this machine: files that are known beforehand, to pages of this address, and nothing else. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { packageRoot } from "../node/disk.js";
import { UsageError } from "./errors.js";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".bin": "application/octet-stream",
};
/** As the page itself says; a worker is ruled by what comes with it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface Site {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * @param port  0 for any that is free
 * @param start  what start.json says
 * @throws UsageError where the pages are not built, or the port is taken
 */
export async function serveSite(
  port: number,
  start: { readonly link: string },
  folder = join(packageRoot, "dist", "site"),
): Promise<Site> {
  if (!existsSync(join(folder, "index.html")))
    throw new UsageError(`explore: ${folder} has no pages; npm run build makes them`);
  // Read once: pages that are built anew, or removed, while it runs change nothing.
  const files = new Map(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name))] as const),
  );
  files.set("start.json", Buffer.from(JSON.stringify(start)));
  const server = createServer((request, response) => answer(request, response, files));
  const { port: taken } = await listening(server, port);
  return {
    url: `http://127.0.0.1:${taken}/`,
    port: taken,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, Buffer>,
): void {
  const { method = "", url = "", headers, socket } = request;
  const refuse = (status: number, text: string): void => {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  };
  const name = url.split("?")[0]!.slice(1) || "index.html";
  const host = headers.host ?? "";
  if (!ownHosts(socket.localPort).includes(host)) {
    refuse(403, "accepted: the address that spikion printed");
    return;
  }
  if (method !== "GET" && method !== "HEAD") {
    refuse(405, "accepted: GET and HEAD");
    return;
  }
  const bytes = files.get(name);
  if (bytes === undefined) {
    refuse(404, "there is no such file");
    return;
  }
  response.writeHead(200, {
    "content-type": TYPES[extname(name)] ?? "application/octet-stream",
    "content-length": bytes.length,
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  });
  response.end(method === "HEAD" ? undefined : bytes);
}

/**
 * What a browser calls this server; another host's name that leads here would let that host's pages read these.
 * @param port  80 is left out of a Host header
 */
export function ownHosts(port: number | undefined): readonly string[] {
  const names = ["127.0.0.1", "localhost"];
  return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])];
}

async function listening(server: Server, port: number): Promise<AddressInfo> {
  await new Promise<void>((ready, fail) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? "is taken"
          : error.code === "EACCES"
            ? "may not be used without more rights"
            : error.message;
      fail(new UsageError(`--port: ${port} ${why}; accepted: a free port, or none for any`));
    };
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      ready();
    });
  });
  // One connection that cannot be taken (no more files may be open) ends neither the server nor the others.
  server.on("error", (error) => void process.stderr.write(`explore: ${error.message}\n`));
  return server.address() as AddressInfo;
}
