/** What servers of this machine's own pages have in common: the loopback address only, and no host's name but theirs. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UsageError } from "./errors.js";

export interface Site {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  jsonl: "text/plain; charset=utf-8",
  csv: "text/plain; charset=utf-8",
  yaml: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
};

export function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

/**
 * @param port  0 for any that is free
 * @param name  of the command, for what is said on stderr
 * @throws UsageError where the port is taken
 */
export async function serveLocally(port: number, name: string, answer: Answer): Promise<Site> {
  const server = createServer((request, response) => {
    // Another host's name that leads here would let that host's pages read these.
    if (ownHosts(request.socket.localPort).includes(request.headers.host ?? "")) answer(request, response);
    else refuse(response, 403, "accepted: the address that spikion printed");
  });
  const { port: taken } = await listening(server, port, name);
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

export function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/** A page that comes with these, and whose workers do, may share memory between threads. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** A whole answer, to pages of this address only, which share no process with another's. */
export function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  type: string,
  bytes: Uint8Array,
  policy: string,
): void {
  response.writeHead(200, {
    "content-type": type,
    "content-length": bytes.length,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    ...ISOLATED,
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  });
  response.end(method === "HEAD" ? undefined : bytes);
}

/**
 * What a browser calls this server.
 * @param port  80 is left out of a Host header
 */
export function ownHosts(port: number | undefined): readonly string[] {
  const names = ["127.0.0.1", "localhost"];
  return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])];
}

/** A port as the command line has it; any that is free unless given. @throws UsageError */
export function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65535) return port;
  throw new UsageError(`--port: "${text}" is no port; accepted: a whole number from 1 to 65535`);
}

async function listening(server: Server, port: number, name: string): Promise<AddressInfo> {
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
  server.on("error", (error) => void process.stderr.write(`${name}: ${error.message}\n`));
  return server.address() as AddressInfo;
}
