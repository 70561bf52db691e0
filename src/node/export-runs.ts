/** A copy of the dashboard for a paper's supplement: one folder that opens in any browser, without a server. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type PackedSweepView, packView } from "../dashboard/packed-sweep.js";
import type { RunRow, RunsAnswer } from "../dashboard/rows.js";
import type { RunView } from "../dashboard/view.js";
import { RunFolderError } from "./run-folder-error.js";
import { runView } from "./run-view.js";
import { RunsIndex } from "./runs-index.js";
import { SweepReader } from "./sweep-view.js";

export interface Exported {
  readonly runs: number;
  /** Of runs that are in the table and could not be read, in words. */
  readonly problems: readonly string[];
}

/** What a copy leaves out: what only the program reads, and what says where a run was computed. */
const LEFT_OUT = new Set(["details.json", "details.npz", "live.jsonl"]);

/**
 * @param root  folder of runs
 * @param folder  a new or an empty one
 * @param pages  the built page
 * @throws RunFolderError where the folder holds something
 */
export async function exportRuns(root: string, folder: string, pages: string): Promise<Exported> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new RunFolderError(folder, "holds other files; accepted: a new or an empty folder");
  const index = new RunsIndex(root);
  const rows = (await index.rows()).map((row) => nowhere(row, root));
  const problems: string[] = [];
  const views: Record<string, RunView | PackedSweepView> = {};
  const sweeps = new SweepReader();
  for (const row of rows) {
    const dir = row.id === "." ? root : join(root, row.id);
    try {
      views[row.id] = published(
        row.type === "run" ? await runView(dir, row) : packView(sweeps.view(dir, row)),
        dir,
        row,
      );
    } catch (error) {
      problems.push(error instanceof RunFolderError ? error.message : `${dir}: ${(error as Error).message}`);
      continue;
    }
    copyFiles(views[row.id]!, dir, join(folder, "files", ...row.id.split("/")));
  }
  const answer: RunsAnswer = { root: "", rows, measures: index.measures, controls: false };
  mkdirSync(folder, { recursive: true });
  for (const name of ["main.js", "style.css"]) copyFileSync(join(pages, name), join(folder, name));
  const page = readFileSync(join(pages, "index.html"), "utf8");
  // "<" could end the element early, or begin a comment.
  const kept = JSON.stringify({ answer, views, configs: index.configs() }).replaceAll("<", "\\u003c");
  const data = `<script type="application/json" id="kept">${kept}</script>`;
  writeFileSync(
    join(folder, "index.html"),
    page.replace("<!--kept-->", () => data),
  );
  return { runs: rows.length, problems };
}

/** What is wrong with it without the path of this machine. */
function nowhere(row: RunRow, root: string): RunRow {
  return row.problem === undefined ? row : { ...row, problem: row.problem.replaceAll(`${root}/`, "./") };
}

/** Without the path of this machine. */
function published<V extends RunView | PackedSweepView>(view: V, dir: string, row: RunRow): V {
  return {
    ...view,
    command: view.command.replace(dir, () => (row.id === "." ? row.name : row.id)),
    files: view.files.filter((name) => !LEFT_OUT.has(name)),
  };
}

function copyFiles(view: RunView | PackedSweepView, from: string, to: string): void {
  const pictures = "fields" in view ? view.fields.map(({ file }) => file) : [];
  for (const name of [...view.files, ...pictures]) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(from, name), join(to, name));
  }
}
