/** The dashboard: the table of runs, a page for each run and sweep, and a comparison; drawn at most once per frame. */
import { el } from "../../explore/page/dom.js";
import { courseOf, type LiveLine } from "../live.js";
import type { PackedSweepView } from "../packed-sweep.js";
import type { MeasureInfo, RunRow } from "../rows.js";
import type { RunView } from "../view.js";
import { ComparePage } from "./compare-page.js";
import { linkTo, type Route, routeOf } from "./routes.js";
import { RunPage } from "./run-page.js";
import { openSource, type View } from "./source.js";
import { SweepPage } from "./sweep-page.js";
import { type TableState, TableView } from "./table-view.js";

/** ms between two readings of a run that goes on; longer where one takes long, so that page and server have time for others. */
const READ_EVERY = 700;
const PAUSE = 2;

const source = openSource();
const main = document.querySelector("main")!;
const connection = document.getElementById("connection")!;
const rows = new Map<string, RunRow>();
const measures: Record<string, MeasureInfo> = {};
const table: TableState = { ...tableStateOf(routeOf(location.hash)), chosen: new Set() };
const tableView = new TableView(table, keepTable, () => source.configs());

type Part = RunPage | SweepPage | ComparePage;
let route: Route = routeOf(location.hash);
let part: Part | undefined;

function tableStateOf(route: Route): Omit<TableState, "chosen"> {
  const params = route.page === "runs" ? route.params : new URLSearchParams();
  const by = params.get("sort") ?? "-started";
  return {
    filter: params.get("filter") ?? "",
    order: { by: by.replace(/^-/, ""), down: by.startsWith("-") },
    groups: params.get("groups") === "1",
    columns: (params.get("columns") ?? "").split(",").filter((name) => name !== ""),
  };
}

/** The table's state is in the address, so that a link shows the same; a step of typing is none of the history's. */
function keepTable(): void {
  const { filter, order, groups, columns } = table;
  const params = new URLSearchParams();
  if (filter !== "") params.set("filter", filter);
  const sort = `${order.down ? "-" : ""}${order.by}`;
  if (sort !== "-started") params.set("sort", sort);
  if (groups) params.set("groups", "1");
  if (columns.length > 0) params.set("columns", columns.join(","));
  const text = params.toString();
  history.replaceState(null, "", text === "" ? "#/" : `#/?${text}`);
}

function tell(text: string): void {
  main.replaceChildren(el("p", { class: "told", role: "alert" }, text));
}

function open(): void {
  route = routeOf(location.hash);
  part = undefined;
  if (route.page === "runs") {
    document.title = "spikion runs";
    main.replaceChildren(tableView.element);
    tableView.show([...rows.values()], measures);
    return;
  }
  if (route.page === "compare") {
    document.title = "spikion runs: comparison";
    part = new ComparePage(route.ids, measures);
  } else {
    document.title = `spikion runs: ${rows.get(route.id)?.name ?? route.id}`;
    part = route.page === "run" ? new RunPage(route.id, source) : new SweepPage(route.id, source);
  }
  put(part);
  read();
}

function put(shown: Part): void {
  const back = el("p", { class: "back" }, el("a", { href: "#/" }, "← all runs"));
  main.replaceChildren(back, shown.element);
}

let reading = false;
/** ms that the last reading took. */
let took = 0;
let waiting = false;

/** What the page shows, read anew; while that lasts, or shortly after, once more at most. */
async function read(): Promise<void> {
  const [shown, of] = [part, route];
  if (!shown || of.page === "runs") return;
  if (reading) return later();
  reading = true;
  const began = performance.now();
  let unread = false;
  try {
    const ids = of.page === "compare" ? of.ids : [of.id];
    const views = await Promise.all(ids.map((id) => source.view(id)));
    if (part === shown) show(shown, views);
    unread = views.some((view) => "unread" in view);
  } catch (error) {
    if (part === shown && !shown.element.hasChildNodes()) tell((error as Error).message);
  } finally {
    reading = false;
    took = performance.now() - began;
  }
  // What the server has not read so far comes with the next answer.
  if (unread && part === shown) later(0);
}

function show(shown: Part, views: readonly View[]): void {
  // In the place of a message: a run may begin after its page was opened.
  if (!shown.element.isConnected) put(shown);
  if (shown instanceof ComparePage) shown.show(views.filter((view): view is RunView => "config" in view));
  else if (shown instanceof RunPage) shown.show(views[0] as RunView);
  else shown.show(views[0] as PackedSweepView);
}

function later(pause = Math.max(READ_EVERY, PAUSE * took)): void {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    read();
  }, pause);
}

function concerns(id: string): boolean {
  return route.page === "compare" ? route.ids.includes(id) : route.page !== "runs" && route.id === id;
}

let due = false;
function redrawTable(): void {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    if (route.page === "runs") tableView.show([...rows.values()], measures);
  });
}

async function start(): Promise<void> {
  const answer = await source.answer();
  rows.clear();
  for (const row of answer.rows) rows.set(row.id, row);
  Object.assign(measures, answer.measures);
}

source.listen({
  rows(told) {
    for (const row of told.rows) {
      rows.set(row.id, row);
      if (concerns(row.id)) later();
    }
    for (const id of told.gone) rows.delete(id);
    Object.assign(measures, told.measures);
    redrawTable();
  },
  live(id: string, lines: readonly LiveLine[]) {
    const row = rows.get(id);
    const { progress } = courseOf(lines);
    if (row && progress) rows.set(id, { ...row, progress });
    if (concerns(id)) {
      if (part instanceof RunPage && row) part.progress(rows.get(id)!);
      later();
    }
    redrawTable();
  },
  connected(there) {
    connection.textContent = there ? "" : "the server is gone; waiting for it…";
    connection.className = there ? "" : "gone";
    // What has happened meanwhile was told to nobody.
    if (there)
      start()
        .then(redrawTable)
        .then(
          () => later(),
          () => {},
        );
  },
});
window.addEventListener("hashchange", () => {
  const next = routeOf(location.hash);
  if (next.page === "runs") {
    Object.assign(
      table,
      tableStateOf({ page: "runs", params: next.params.size > 0 ? next.params : tableParams() }),
    );
  }
  open();
});

/** The table as it was left. */
function tableParams(): URLSearchParams {
  const { filter, order, groups, columns } = table;
  return new URLSearchParams({
    filter,
    sort: `${order.down ? "-" : ""}${order.by}`,
    groups: groups ? "1" : "0",
    columns: columns.join(","),
  });
}

start().then(
  () => {
    // A folder that is one run is that run's page.
    const [only] = [...rows.values()];
    if (rows.size === 1 && only?.id === "." && routeOf(location.hash).page === "runs")
      history.replaceState(null, "", linkTo[only.type](only.id));
    open();
  },
  (error: Error) => tell(error.message),
);
