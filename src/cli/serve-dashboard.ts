/** The dashboard's server: its page, what that asks for, files of runs, a stream of what changes; and orders with the token. */
import { timingSafeEqual } from "node:crypto";
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { PICTURE } from "../dashboard/live.js";
import { packageRoot } from "../node/disk.js";
import { regularSize } from "../node/looked-at.js";
import { RunFolderError } from "../node/run-folder-error.js";
import { SHOWN } from "../node/run-view.js";
import { Dashboard } from "./dashboard.js";
import { ownHosts, refuse, type Site, send, serveLocally, typeOf } from "./local-server.js";
import { give, type Order } from "./run-orders.js";
import { pagesIn } from "./serve-site.js";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Reports and pictures of runs, wherever those came from: nothing in them runs. */
const FILE_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; sandbox allow-popups allow-downloads";
/** ms between signs of life, so that a page notices a server that is gone. */
const SIGN_EVERY = 10_000;

export interface DashboardSite extends Site {
  /** What orders need; undefined where none are taken. */
  readonly token: string | undefined;
}

/**
 * @param root  folder of runs
 * @param token  what whoever stops or resumes must know; undefined: nobody can
 * @throws UsageError where the pages are not built, or the port is taken
 */
export async function serveDashboard(
  root: string,
  port: number,
  token: string | undefined,
  folder = join(packageRoot, "dist", "ui"),
): Promise<DashboardSite> {
  const pages = pagesIn(folder, "ui");
  const dashboard = new Dashboard(root, token !== undefined);
  const site = await serveLocally(port, "ui", (request, response) => {
    answer(request, response).catch((error: unknown) => {
      const told = error instanceof RunFolderError ? error.message : "the server failed";
      if (!(error instanceof RunFolderError)) process.stderr.write(`ui: ${String(error)}\n`);
      if (response.headersSent) response.end();
      else refuse(response, error instanceof RunFolderError ? 422 : 500, told);
    });
  });
  return {
    ...site,
    token,
    close: async () => {
      dashboard.close();
      await site.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    const id = searchParams.get("id") ?? "";
    if (method === "POST" && (pathname === "/stop" || pathname === "/resume")) {
      await order(pathname === "/stop" ? "stop" : "resume", id, request, response);
      return;
    }
    if (method !== "GET" && method !== "HEAD") return refuse(response, 405, "accepted: GET and HEAD");
    if (pathname === "/events") return stream(request, response);
    if (pathname === "/runs.json") return sendJson(request, response, await dashboard.answer());
    if (pathname === "/configs.json") return sendJson(request, response, await dashboard.configs());
    if (pathname === "/view.json") {
      const view = await dashboard.view(id);
      return view ? sendJson(request, response, view) : refuse(response, 404, "there is no such run");
    }
    if (pathname === "/file") return await file(id, searchParams.get("name") ?? "", request, response);
    const name = pathname.slice(1) || "index.html";
    const bytes = pages.get(name);
    if (bytes === undefined) return refuse(response, 404, "there is no such file");
    send(request, response, typeOf(name), bytes, POLICY);
  }

  /** Changes as they come, until the page is gone. */
  function stream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
    response.write("retry: 1000\n\n");
    const leave = dashboard.listen(({ event, data }) => {
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    });
    const sign = setInterval(() => response.write(": here\n\n"), SIGN_EVERY);
    request.on("close", () => {
      clearInterval(sign);
      leave();
    });
  }

  async function file(
    id: string,
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const found = await dashboard.folder(id);
    const path = found && (SHOWN.test(name) || PICTURE.test(name)) ? join(found.dir, name) : undefined;
    const size = found && path !== undefined ? regularSize(found.dir, name) : undefined;
    if (path === undefined || size === undefined) return refuse(response, 404, "there is no such file");
    response.writeHead(200, {
      "content-type": typeOf(name),
      "content-length": size,
      "content-security-policy": FILE_POLICY,
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    });
    if (request.method === "HEAD") response.end();
    else
      createReadStream(path, { end: Math.max(0, size - 1) })
        .on("error", () => response.destroy())
        .pipe(response);
  }

  /** Only a page of this very address that was opened with the token gives orders. */
  async function order(
    what: Order,
    id: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { origin, "x-spikion-token": given } = request.headers;
    const own = ownHosts(request.socket.localPort).map((host) => `http://${host}`);
    if (token === undefined) return refuse(response, 403, "this dashboard only shows (--read-only)");
    if (origin === undefined || !own.includes(origin))
      return refuse(response, 403, "accepted: orders of the page that spikion printed");
    if (typeof given !== "string" || !same(given, token))
      return refuse(response, 403, "accepted: the token in the address that spikion printed");
    const found = await dashboard.folder(id);
    if (!found) return refuse(response, 404, "there is no such run");
    const problem = await give(what, found.dir, found.row);
    if (problem !== undefined) return refuse(response, 409, problem);
    sendJson(request, response, { done: what });
  }
}

function sendJson(request: IncomingMessage, response: ServerResponse, value: unknown): void {
  send(request, response, "application/json", Buffer.from(JSON.stringify(value)), POLICY);
}

/** In the same time however much of it is right. */
function same(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
