/** Where the page has its runs from: the server that printed its address, or what was put into the page by an export. */
import type { Configs } from "../configs.js";
import type { LiveLine } from "../live.js";
import type { PackedSweepView } from "../packed-sweep.js";
import type { RunsAnswer } from "../rows.js";
import type { RunView } from "../view.js";

export type View = RunView | PackedSweepView;
export interface Listener {
  rows(told: Pick<RunsAnswer, "rows" | "measures"> & { readonly gone: readonly string[] }): void;
  live(id: string, lines: readonly LiveLine[]): void;
  /** The server is there again, or is not. */
  connected(there: boolean): void;
}

export interface Source {
  answer(): Promise<RunsAnswer>;
  configs(): Promise<Configs>;
  /** @throws Error whose message says why there is none */
  view(id: string): Promise<View>;
  fileUrl(id: string, name: string): string;
  listen(listener: Listener): void;
  /** Stops or resumes; absent where nothing takes orders. @throws Error whose message says why not */
  order?(what: "stop" | "resume", id: string): Promise<void>;
}

/** What an export puts into its page. */
export interface Kept {
  readonly answer: RunsAnswer;
  readonly views: Readonly<Record<string, View>>;
  readonly configs: Configs;
}

export function openSource(): Source {
  const kept = document.getElementById("kept");
  return kept ? embedded(JSON.parse(kept.textContent ?? "") as Kept) : server();
}

function embedded({ answer, views, configs }: Kept): Source {
  return {
    answer: async () => answer,
    configs: async () => configs,
    view: async (id) => {
      if (!Object.hasOwn(views, id)) throw new Error("this copy has no more of it than the table");
      return views[id]!;
    },
    fileUrl: (id, name) => ["files", ...id.split("/"), ...name.split("/")].map(encodeURIComponent).join("/"),
    listen: () => {},
  };
}

const TOKEN = "spikion-token";

function server(): Source {
  const token = takeToken();
  const get = async (path: string) => {
    const response = await fetch(path);
    if (!response.ok) throw new Error((await response.text()).trim());
    return await response.json();
  };
  return {
    answer: () => get("runs.json"),
    configs: () => get("configs.json"),
    view: (id) => get(`view.json?${new URLSearchParams({ id })}`),
    fileUrl: (id, name) => `file?${new URLSearchParams({ id, name })}`,
    listen(listener) {
      const events = new EventSource("events");
      events.addEventListener("open", () => listener.connected(true));
      events.addEventListener("error", () => listener.connected(false));
      events.addEventListener("rows", ({ data }) => listener.rows(JSON.parse(data)));
      events.addEventListener("live", ({ data }) => {
        const { id, lines } = JSON.parse(data);
        listener.live(id, lines);
      });
    },
    ...(token === undefined
      ? {}
      : {
          async order(what, id) {
            const response = await fetch(`${what}?${new URLSearchParams({ id })}`, {
              method: "POST",
              headers: { "x-spikion-token": token },
            });
            if (!response.ok) throw new Error((await response.text()).trim());
          },
        }),
  };
}

/** The token of the address: kept for this tab, and taken out of what may be copied. */
function takeToken(): string | undefined {
  const [, given, page = "/"] = /^#token=([\w-]+)(?:&(.*))?$/.exec(location.hash) ?? [];
  if (given !== undefined) {
    sessionStorage.setItem(TOKEN, given);
    history.replaceState(null, "", `#${page}`);
  }
  return given ?? sessionStorage.getItem(TOKEN) ?? undefined;
}
