/** A sweep as it fills: curves with intervals, a matrix over two axes, what failed and why, the tolerance that it found. */
import { button, el, field, select } from "../../explore/page/dom.js";
import type { RunRow } from "../rows.js";
import type { SweepAxis, SweepPoint, SweepStatistic, SweepView } from "../sweep.js";
import { matrixOf, seriesAlong } from "../sweep-series.js";
import { Plot, type PlotContent } from "./plot.js";
import { list, panel, scroller, shaded } from "./run-page.js";
import type { Source } from "./source.js";
import { duration, isShare, stateWords, written } from "./words.js";

/** Curves in one picture: more are no longer told apart. */
const MOST_CURVES = 14;

export class SweepPage {
  readonly element = el("div", { class: "pages" });
  private readonly status = el("p", { class: "status" });
  private readonly bar = el("progress", { max: 1, "aria-label": "progress" });
  private readonly said = el("p", { class: "hint", role: "status" });
  private readonly choices = el("div", { class: "row" });
  private readonly orders = el("div", { class: "row" });
  private readonly parts = el("div", { class: "grid" });
  private readonly plot = new Plot("Along an axis", 340);
  private readonly report = el("div", { class: "row" });
  private measure: string | undefined;
  private across: string | undefined;
  private down: string | undefined;
  private view: SweepView | undefined;

  constructor(
    private readonly id: string,
    private readonly source: Source,
  ) {}

  show(view: SweepView): void {
    const before = this.view;
    this.view = view;
    const { row, axes } = view;
    const names = Object.keys(axes);
    this.measure ??= view.measure;
    this.across ??= names.find((name) => axes[name]!.unit !== null) ?? names[0];
    this.down ??= names.find((name) => name !== this.across);
    if (!this.element.hasChildNodes())
      this.element.append(
        el(
          "section",
          { class: "panel" },
          el("h2", {}, row.name || row.id),
          this.status,
          this.bar,
          el("div", { class: "row" }, this.report, this.orders),
          this.said,
          this.choices,
        ),
        this.parts,
      );
    this.progress(row);
    const kinds = ({ points }: SweepView) => Object.keys(measuresOf(points)).join();
    if (!before || kinds(before) !== kinds(view)) this.offer(view);
    const { row: _, ...rest } = view;
    const { row: __, ...old } = before ?? {};
    if (JSON.stringify(rest) !== JSON.stringify(old)) this.draw();
  }

  private progress(row: RunRow): void {
    const { points, seconds, state, progress } = row;
    const words: string[] = [stateWords(state)];
    if (points) words.push(`${points.done} of ${points.total} runs`);
    if (points && points.failed > 0) words.push(`${points.failed} failed`);
    if (seconds !== null) words.push(duration(seconds));
    this.status.textContent = words.join(" · ");
    this.bar.hidden = state !== "running";
    this.bar.value = progress?.share ?? 0;
    const { order } = this.source;
    const stop = state === "running" && order !== undefined;
    if (this.orders.hasChildNodes() === stop) return;
    this.orders.replaceChildren();
    if (!stop) return;
    const press = button("Stop", () => {
      press.disabled = true;
      order("stop", this.id).then(
        () => {
          this.said.textContent = "told to stop; what is done is kept";
        },
        (error: Error) => {
          press.disabled = false;
          this.said.textContent = error.message;
        },
      );
    });
    this.orders.append(press);
  }

  private reportOf({ files, command, row }: SweepView): Node[] {
    const link = files.includes("report.html")
      ? [
          el(
            "a",
            { class: "button", href: this.source.fileUrl(this.id, "report.html"), target: "_blank" },
            "Report",
          ),
        ]
      : [];
    return [...link, ...(row.state === "running" ? [] : [el("code", {}, command)])];
  }

  private offer({ axes, points }: SweepView): void {
    const names = Object.keys(axes);
    const measures = Object.entries(measuresOf(points)).map(
      ([name, { doc }]) => [name, `${name}: ${doc}`] as const,
    );
    const axisChoice = (label: string, value: string, take: (name: string) => void) =>
      field(
        label,
        select(
          names.map((name) => [name, axes[name]!.label] as const),
          value,
          (name) => {
            take(name);
            this.draw();
          },
        ),
      );
    const chosen = measures.length > 0 ? measures : [[this.measure!, this.measure!] as const];
    const measureChoice = field(
      "Measure",
      select(chosen, this.measure!, (name) => {
        this.measure = name;
        this.draw();
      }),
    );
    this.choices.replaceChildren(
      measureChoice,
      axisChoice("Across", this.across!, (name) => {
        if (name === this.down) this.down = this.across;
        this.across = name;
        if (this.view) this.offer(this.view);
      }),
      ...(names.length > 1
        ? [
            axisChoice("Down", this.down!, (name) => {
              if (name === this.across) this.across = this.down;
              this.down = name;
              if (this.view) this.offer(this.view);
            }),
          ]
        : []),
    );
  }

  private draw(): void {
    const { view, measure, across, down } = this;
    if (!view || measure === undefined || across === undefined) return;
    const { points, axes, tolerance, failures, log } = view;
    this.report.replaceChildren(...this.reportOf(view));
    const parts: HTMLElement[] = [];
    const content = this.curves(view);
    if (content) {
      this.plot.show(content);
      parts.push(panel(undefined, this.plot.element, "wide"));
    }
    if (down !== undefined) {
      const { columns, rows, cells } = matrixOf(points, across, down);
      const shade = shadesOf(points, measure);
      const head = el(
        "tr",
        {},
        el("td", {}, `${axes[down]!.label} \\ ${axes[across]!.label}`),
        ...columns.map((name) => el("th", { scope: "col" }, name)),
      );
      const body = rows.map((name, r) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, name),
          ...cells[r]!.map((found) => cell(found, measure, shade)),
        ),
      );
      const table = el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, ...body));
      parts.push(
        panel(
          `${measure} over ${axes[across]!.label} and ${axes[down]!.label}`,
          scroller("matrix", table),
          "wide",
        ),
      );
    } else parts.push(panel(measure, pointList(points, measure)));
    if (tolerance)
      parts.push(
        panel(
          `Tolerance: at most ${(100 * tolerance.loss).toFixed(1)} points lost`,
          list(toleranceRows(view)),
        ),
      );
    if (failures.length > 0) parts.push(panel(`${failures.length} failed`, list(failureRows(failures))));
    if (log.length > 0)
      parts.push(
        panel("Log", list(log.map(({ at, text }) => [new Date(at).toLocaleTimeString("en-GB"), text]))),
      );
    const links = view.files.map((name) =>
      el("li", {}, el("a", { href: this.source.fileUrl(this.id, name), target: "_blank" }, name)),
    );
    parts.push(panel("Files", el("ul", { class: "files" }, ...links)));
    this.parts.replaceChildren(...parts);
  }

  private curves({ points, axes, tolerance }: SweepView): PlotContent | undefined {
    const [across, measure] = [this.across!, this.measure!];
    const axis = axes[across]!;
    if (axis.unit === null) return undefined;
    const all = seriesAlong(points, across, measure);
    if (all.length === 0) return undefined;
    const { unit, doc } = all[0]!.statistics[0]!;
    const percent = isShare(measure);
    // Where accuracy may fall to: below the mean at the smallest value.
    const lines =
      tolerance?.axis === across && measure === this.view!.measure && all.length === 1
        ? [{ y: all[0]!.statistics[0]!.mean! - tolerance.loss, text: "allowed loss" }]
        : [];
    return {
      x: { label: axis.label, unit: axis.unit, percent: axis.percent, log: axis.scale === "log" },
      y: { label: doc, unit, percent },
      series: all.slice(0, MOST_CURVES).map(({ name, x, statistics }) => ({
        name: name === "" ? measure : name,
        x,
        y: statistics.map((s) => s.mean!),
        low: statistics.map((s) => s.ci95?.[0] ?? s.mean!),
        high: statistics.map((s) => s.ci95?.[1] ?? s.mean!),
        dots: true,
      })),
      lines,
    };
  }
}

function measuresOf(points: readonly SweepPoint[]): Record<string, SweepStatistic> {
  return Object.assign({}, ...points.map((point) => point.measures));
}

function nameOf(point: Readonly<Record<string, string>>): string {
  return Object.entries(point)
    .map(([axis, level]) => `${axis} ${level}`)
    .join(", ");
}

/** Place of a mean between the smallest and the largest, 0..1. */
function shadesOf(points: readonly SweepPoint[], measure: string): (mean: number) => number {
  const means = points.flatMap((point) => point.measures[measure]?.mean ?? []);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  return (mean) => (high > low ? (mean - low) / (high - low) : 0.5);
}

function cell(points: readonly SweepPoint[], measure: string, shade: (mean: number) => number): HTMLElement {
  const known = points.flatMap((point) =>
    point.measures[measure]?.mean == null ? [] : [point.measures[measure]],
  );
  const failed = points.reduce((sum, point) => sum + point.failed, 0);
  const note = failed > 0 ? ` ✕${failed}` : "";
  if (known.length === 0)
    return el("td", { class: failed > 0 ? "failed" : "empty" }, failed > 0 ? `✕ ${failed} failed` : "·");
  // With further axes: the mean over their levels.
  const mean = known.reduce((sum, s) => sum + s.mean!, 0) / known.length;
  return shaded(
    `${statistic(known.length === 1 ? known[0]! : { ...known[0]!, mean, ci95: null }, measure)}${note}`,
    shade(mean),
  );
}

function statistic({ mean, ci95, unit }: SweepStatistic, measure: string): string {
  if (mean === null) return "–";
  const half = ci95 ? (ci95[1] - ci95[0]) / 2 : undefined;
  if (isShare(measure))
    return `${(100 * mean).toFixed(2)}${half === undefined ? "" : ` ± ${(100 * half).toFixed(2)}`} %`;
  return `${written(mean, unit)}${half === undefined ? "" : ` ± ${written(half, unit)}`}`;
}

function pointList(points: readonly SweepPoint[], measure: string): HTMLElement {
  return list(
    points.map((point) => {
      const found = point.measures[measure];
      const failed = point.failed > 0 ? ` (${point.failed} failed)` : "";
      return [nameOf(point.text), `${found ? statistic(found, measure) : "–"}${failed}`];
    }),
  );
}

/** Seeds of one point that failed alike in one line. */
function failureRows(failures: SweepView["failures"]): [string, string][] {
  const rows = new Map<string, { readonly point: string; readonly why: string; readonly seeds: string[] }>();
  for (const { point, seed, why } of failures) {
    const key = JSON.stringify([point, why]);
    const row = rows.get(key) ?? { point: nameOf(point), why, seeds: [] };
    row.seeds.push(seed);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ point, why, seeds }) => [
    `${point}, seed${seeds.length > 1 ? "s" : ""} ${seeds.join(", ")}`,
    why,
  ]);
}

function toleranceRows({ tolerance, axes }: SweepView): [string, string][] {
  const axis = axes[tolerance!.axis]!;
  const number = (x: number) => axisText(x, axis);
  return tolerance!.found.map(({ text, value, interval: [low, high], beyond }) => {
    const name = nameOf(text) || axis.label;
    if (value === null)
      return [name, beyond === null ? "none of the tried values" : `more than ${number(beyond)}`];
    const ends = [low === null ? "…" : number(low), high === null ? "…" : number(high)];
    return [name, `${number(value)} (95 %: ${ends.join(" to ")})`];
  });
}

function axisText(x: number, { unit, percent }: SweepAxis): string {
  return percent ? `${Number((100 * x).toPrecision(3))} %` : written(x, unit ?? "1");
}
