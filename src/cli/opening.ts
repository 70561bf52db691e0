/** What a command says first: what will run, how long its file says that it takes, and where the results go. */
import type { ExperimentDocument } from "../config/load.js";
import { parseYaml } from "../config/yaml.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import { kindOf } from "../experiment/kinds/index.js";
import type { Plan } from "../sweep/plan.js";
import { printable } from "./errors.js";
import { lineWidth, styled, wrapped } from "./terminal.js";

export interface Opening {
  readonly document: ExperimentDocument;
  readonly spec: ExperimentSpec;
  /** `path=value` each, as the command line changes the file. */
  readonly set: readonly string[];
  readonly place: string;
}

/** @returns  lines, the last one ended */
export function openingLines({ document, spec, set, place }: Opening, stream = process.stderr): string {
  const { name, question, runtime } = document;
  const { doc, outline } = kindOf(spec.kind);
  const changed = set.filter((setting) => !/^\s*seed\s*=/.test(setting));
  const time =
    runtime === undefined ? [] : [changed.length === 0 ? runtime : `${runtime} without these changes`];
  const facts = [outline?.(spec) ?? doc, ...changed, `seed ${spec.seed}`, ...time, `writes ${place}`];
  const width = lineWidth(stream);
  const head = `${name}: ${plain(question ?? doc)}`;
  const lines = [
    ...wrapped(printable(head), width)
      .split("\n")
      .map((line) => styled(line, "bold", stream)),
    ...wrapped(printable(facts.join("; ")), width, "  ").split("\n"),
  ];
  return `${lines.join("\n")}\n`;
}

const plain = (text: string) => text.trim().replaceAll(/\s+/g, " ");

/** As `openingLines`, for a sweep. @param places  runs at a time, or where they run, in words */
export function sweepOpening(
  plan: Plan,
  dir: string,
  places: number | string,
  stream = process.stderr,
): string {
  const seeds = plan.jobs.length > 0 ? new Set(plan.jobs.map(({ seed }) => seed)).size : 0;
  const axes = Object.keys(plan.block.axes ?? {});
  const over = axes.length > 0 ? `over ${axes.join(", ")}` : "";
  const facts = [
    `${plan.jobs.length} runs ${over}`.trim(),
    `${seeds} ${seeds === 1 ? "seed" : "seeds"}`,
    typeof places === "string" ? places : `${places} at a time`,
    ...runtimeIn(plan),
    `writes ${dir}`,
  ];
  const width = lineWidth(stream);
  const head = wrapped(printable(`${plan.name}: ${plain(plan.about.question ?? "a sweep")}`), width);
  const bold = head.split("\n").map((line) => styled(line, "bold", stream));
  return `${bold.join("\n")}\n${wrapped(printable(facts.join("; ")), width, "  ")}\n`;
}

/** How long the file says that it takes. */
function runtimeIn({ text, file }: Plan): string[] {
  const { runtime } = parseYaml(text, file).value as { readonly runtime?: unknown };
  return typeof runtime === "string" ? [runtime] : [];
}

/** That a file plans many runs, where one of them runs. @returns  a line, or nothing */
export async function sweepNote(name: string, file: string): Promise<string> {
  const { openExperiment, planSweep, readText } = await import("../node/config.js");
  const block = openExperiment(readText(file), file, { allow: "none" }).sweep();
  if (!block) return "";
  const planned = await planSweep(file, [], { allow: "none" }).catch(() => undefined);
  const runs = planned ? `${planned.jobs.length} runs` : "many runs";
  const text = `${name} is a sweep of ${runs}; this is one run, of its values outside the sweep. All of them: spikion sweep ${name}`;
  return `${styled(printable(text), "yellow", process.stderr)}\n`;
}
