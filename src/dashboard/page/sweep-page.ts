/** A sweep as it fills: curves with intervals, a matrix over two axes, what failed and why, the tolerance that it found. */
import { el, field, select } from "../../explore/page/dom.js";
import { type PackedSweepView, unpackPoints } from "../packed-sweep.js";
import type { RunRow } from "../rows.js";
import type { SweepView } from "../sweep.js";
import { cloudOf, matrixOf, seriesAlong } from "../sweep-series.js";
import { HeatMap } from "./heat-map.js";
import { type Offer, PageHead } from "./page-head.js";
import { pagedList } from "./paged-list.js";
import { ParallelPlot } from "./parallel-plot.js";
import { Plot } from "./plot.js";
import type { PlotContent } from "./plot-frame.js";
import { list, panel, scroller } from "./run-page.js";
import type { Source } from "./source.js";
import {
  cell,
  failureRows,
  heatCell,
  measuresOf,
  pointList,
  queueRows,
  shadesOf,
  shardRows,
  toleranceRows,
} from "./sweep-parts.js";
import { isShare, stateWords, took } from "./words.js";

/** Curves in one picture: more are no longer told apart. */
const MOST_CURVES = 14;
/** Cells of a table that is read as one; more are shades. */
const MOST_CELLS = 600;
/** Shades along an axis: of more levels neighbours are taken together. */
const MOST_SHADES = 200;

export class SweepPage {
  readonly element = el("div", { class: "pages" });
  private readonly head: PageHead;
  private readonly choices = el("div", { class: "row" });
  private readonly parts = el("div", { class: "grid" });
  private readonly plot = new Plot("Along an axis", 340);
  private readonly parallel = new ParallelPlot();
  private readonly heat = new HeatMap();
  private measure: string | undefined;
  private across: string | undefined;
  private down: string | undefined;
  private view: SweepView | undefined;
  /** What was drawn last, as it was sent. */
  private drawn = "";

  constructor(
    private readonly id: string,
    private readonly source: Source,
  ) {
    this.head = new PageHead(id, source, this.choices);
  }

  show({ row, ...rest }: PackedSweepView): void {
    if (!this.element.hasChildNodes()) this.element.append(this.head.element, this.parts);
    this.progress(row);
    const sent = JSON.stringify(rest);
    if (sent === this.drawn) return;
    this.drawn = sent;
    const { packed, ...others } = rest;
    const view: SweepView = { row, ...others, points: unpackPoints(packed) };
    const before = this.view;
    this.view = view;
    const { axes } = view;
    const names = Object.keys(axes);
    this.measure ??= view.measure;
    this.across ??= names.find((name) => axes[name]!.unit !== null) ?? names[0];
    this.down ??= names.find((name) => name !== this.across);
    const kinds = ({ points }: SweepView) => Object.keys(measuresOf(points)).join();
    if (!before || kinds(before) !== kinds(view)) this.offer(view);
    this.draw();
  }

  private progress(row: RunRow): void {
    const { points, seconds, state, progress } = row;
    const words: string[] = [stateWords(state)];
    if (points) words.push(`${points.done} of ${points.total} runs`);
    if (points && points.failed > 0) words.push(`${points.failed} failed`);
    if (seconds !== null) words.push(took(seconds));
    const running = state === "running";
    this.head.progress(row, words, running ? (progress?.share ?? 0) : undefined, offerOf(row));
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
    this.head.links(view.files, view.command, view.row.state === "running");
    const parts: HTMLElement[] = [];
    const content = this.curves(view);
    if (content) {
      this.plot.show(content);
      parts.push(panel(undefined, this.plot.element, "wide"));
    }
    if (down !== undefined) {
      parts.push(
        panel(
          `${measure} over ${axes[across]!.label} and ${axes[down]!.label}`,
          this.matrix(view, measure, across, down),
          "wide",
        ),
      );
      this.parallel.show(view, measure);
      parts.push(panel("All axes at once", this.parallel.element, "wide"));
    } else parts.push(panel(measure, pointList(points, measure)));
    if (tolerance)
      parts.push(
        panel(
          `Tolerance: at most ${(100 * tolerance.loss).toFixed(1)} points lost`,
          list(toleranceRows(view)),
        ),
      );
    if (failures.length > 0)
      parts.push(
        panel(
          `${failures.length} failed`,
          pagedList(failureRows(failures), (row) => row),
        ),
      );
    if (view.shards)
      parts.push(
        panel(
          `${view.shards.length} shards`,
          pagedList(shardRows(view.shards), (row) => row),
        ),
      );
    if (view.queue) parts.push(panel("Queue", list(queueRows(view.queue))));
    if (log.length > 0)
      parts.push(
        panel(
          "Log",
          pagedList(log, ({ at, text }) => [new Date(at).toLocaleTimeString("en-GB"), text]),
        ),
      );
    const links = view.files.map((name) =>
      el("li", {}, el("a", { href: this.source.fileUrl(this.id, name), target: "_blank" }, name)),
    );
    parts.push(panel("Files", el("ul", { class: "files" }, ...links)));
    this.parts.replaceChildren(...parts);
  }

  /** A table, or a picture where the table would be too large. */
  private matrix({ points, axes }: SweepView, measure: string, across: string, down: string): HTMLElement {
    const { columns, rows, cells } = matrixOf(points, across, down, shadesAlong(points, across, down));
    const shade = shadesOf(points, measure);
    const label = `${axes[down]!.label} \\ ${axes[across]!.label}`;
    if (columns.length * rows.length > MOST_CELLS) {
      const shades = cells.map((row) => row.map((found) => heatCell(found, measure, shade)));
      this.heat.show({ columns, rows, cells: shades, label: `${measure}, ${label}` });
      return this.heat.element;
    }
    const head = el(
      "tr",
      {},
      el("td", {}, label),
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
    return scroller("matrix", table);
  }

  private curves({ points, axes, tolerance }: SweepView): PlotContent | undefined {
    const [across, measure] = [this.across!, this.measure!];
    const axis = axes[across]!;
    if (axis.unit === null) return undefined;
    const all = seriesAlong(points, across, measure);
    if (all.length === 0) return undefined;
    const { unit, doc } = all[0]!.statistics[0]!;
    const percent = isShare(measure);
    const [least, most] = percent ? [0, 1] : [-Infinity, Infinity];
    // Where accuracy may fall to: below the mean at the smallest value.
    const lines =
      tolerance?.axis === across && measure === this.view!.measure && all.length === 1
        ? [{ y: all[0]!.statistics[0]!.mean! - tolerance.loss, text: "allowed loss" }]
        : [];
    return {
      x: { label: axis.label, unit: axis.unit, percent: axis.percent, log: axis.scale === "log" },
      y: { label: doc, unit, percent },
      lines,
      ...(cloudOf(all, MOST_CURVES) ?? {
        ...(all.length > MOST_CURVES ? { note: `${MOST_CURVES} of ${all.length} curves` } : {}),
        series: all.slice(0, MOST_CURVES).map(({ name, x, statistics }) => ({
          name: name === "" ? measure : name,
          x,
          y: statistics.map((s) => s.mean!),
          // An interval may reach where no share can be.
          low: statistics.map((s) => Math.max(least, s.ci95?.[0] ?? s.mean!)),
          high: statistics.map((s) => Math.min(most, s.ci95?.[1] ?? s.mean!)),
          dots: true,
        })),
      }),
    };
  }
}

/** Shades along an axis: of a random design, whose points have no level twice, as many as leave few cells empty. */
function shadesAlong(points: SweepView["points"], across: string, down: string): number {
  const count = (axis: string) => Math.min(MOST_SHADES, new Set(points.map(({ text }) => text[axis])).size);
  const sparse = count(across) * count(down) > 4 * points.length;
  return sparse ? Math.ceil(Math.sqrt(points.length)) : MOST_SHADES;
}

function offerOf({ state }: RunRow): Offer | undefined {
  if (state === "running") return { order: "stop", taken: "told to stop; what is done is kept" };
  return state === "unfinished" ? { order: "resume", taken: "resumed" } : undefined;
}
