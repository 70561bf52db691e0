/** One run: key figures, curves, receptive fields over time, confusion, energy and disturb, log, config and files. */
import { el } from "../../explore/page/dom.js";
import type { RunRow } from "../rows.js";
import type { Bars, Confusion, RunView } from "../view.js";
import { FieldsSlider } from "./fields-slider.js";
import { type Offer, PageHead } from "./page-head.js";
import { Plot } from "./plot.js";
import type { Source } from "./source.js";
import { moment, stateWords, took, written } from "./words.js";

export class RunPage {
  readonly element = el("div", { class: "pages" });
  private readonly head: PageHead;
  private readonly plots = new Map<string, Plot>();
  private readonly slider: FieldsSlider;
  private readonly parts = el("div", { class: "grid" });
  private shown = "";

  constructor(
    private readonly id: string,
    private readonly source: Source,
  ) {
    this.head = new PageHead(id, source);
    this.slider = new FieldsSlider((file) => source.fileUrl(id, file));
  }

  show(view: RunView): void {
    const { row } = view;
    if (!this.element.hasChildNodes()) this.element.append(this.head.element, this.parts);
    this.progress(row);
    const { row: _, ...rest } = view;
    const text = JSON.stringify(rest);
    if (text === this.shown) return;
    this.shown = text;
    this.draw(view);
  }

  progress(row: RunRow): void {
    const { progress, state } = row;
    const words: string[] = [stateWords(state), row.kind, `seed ${row.seed}`];
    if (row.started !== null) words.push(`begun ${moment(row.started)}`);
    if (row.seconds !== null) words.push(took(row.seconds));
    let share: number | undefined;
    if (state === "running" && progress) {
      words.push(`${progress.phase} ${progress.done}/${progress.total} ${progress.unit}`);
      if (progress.perSecond !== undefined) words.push(`${progress.perSecond.toFixed(0)} ${progress.unit}/s`);
      if (progress.accuracy !== undefined) words.push(`${(100 * progress.accuracy).toFixed(1)} % so far`);
      share = progress.share ?? progress.done / Math.max(1, progress.total);
    }
    this.head.progress(row, words, share, offerOf(row));
  }

  private draw(view: RunView): void {
    const curves = view.curves.map((curve) => {
      const plot = this.plots.get(curve.name) ?? new Plot(curve.name);
      this.plots.set(curve.name, plot);
      plot.show({
        x: { label: curve.xLabel, unit: "1" },
        y: { label: curve.name, unit: curve.unit, percent: /accuracy/.test(curve.name) },
        series: [curve],
      });
      return panel(undefined, plot.element);
    });
    this.head.links(view.files, view.command, view.row.state === "running");
    this.slider.show(view.fields);
    const drawn = view.files.includes("figure.svg")
      ? [
          panel(
            "Figure",
            el("img", {
              class: "figure",
              alt: `figure of ${view.row.name}`,
              src: this.source.fileUrl(this.id, "figure.svg"),
            }),
          ),
        ]
      : [];
    this.parts.replaceChildren(
      ...view.notices.map((text) => el("p", { class: "told" }, text)),
      ...curves,
      ...drawn,
      ...(view.fields.length > 0 ? [panel("Receptive fields", this.slider.element)] : []),
      ...(view.confusion ? [panel(`Confusion, ${view.confusion.readout}`, confusion(view.confusion))] : []),
      ...view.bars.map((bars) => panel(bars.title, barsOf(bars))),
      ...(view.figures.length > 0 ? [panel("Key figures", list(view.figures), "wide")] : []),
      ...(view.about.length > 0 ? [panel("About", list(view.about))] : []),
      ...(view.log.length > 0
        ? [
            panel(
              "Log",
              list(view.log.map(({ at, text }) => [new Date(at).toLocaleTimeString("en-GB"), text])),
            ),
          ]
        : []),
      panel("Files", this.links(view.files)),
      panel(undefined, folded("Config", list(Object.entries(view.config)))),
    );
  }

  private links(files: readonly string[]): HTMLElement {
    const links = files.map((name) =>
      el("li", {}, el("a", { href: this.source.fileUrl(this.id, name), target: "_blank" }, name)),
    );
    return el("ul", { class: "files" }, ...links);
  }
}

function offerOf({ state }: RunRow): Offer | undefined {
  if (state === "running") return { order: "stop", taken: "told to stop" };
  return state === "unfinished" || state === "interrupted"
    ? { order: "resume", taken: "resumed" }
    : undefined;
}

export function panel(title: string | undefined, content: HTMLElement, style = ""): HTMLElement {
  return el(
    "section",
    { class: `panel ${style}`.trim() },
    title === undefined ? undefined : el("h2", {}, title),
    content,
  );
}

export function list(rows: readonly (readonly [what: string, text: string])[]): HTMLElement {
  return el(
    "dl",
    { class: "figures" },
    ...rows.flatMap(([what, text]) => [el("dt", {}, what), el("dd", {}, text)]),
  );
}

function folded(title: string, content: HTMLElement): HTMLElement {
  return el("details", {}, el("summary", {}, title), content);
}

/** Shares of a row as shades, counts as numbers. */
function confusion({ counts, rows, columns }: Confusion): HTMLElement {
  const head = el(
    "tr",
    {},
    el("td", {}, "true \\ read"),
    ...columns.map((name) => el("th", { scope: "col" }, name)),
  );
  const body = rows.map((name, c) => {
    const row = counts[c]!;
    const sum = row.reduce((total, x) => total + x, 0);
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      ...row.map((n) => shaded(n === 0 ? "" : String(n), n / Math.max(1, sum))),
    );
  });
  return scroller(
    "confusion",
    el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, ...body)),
  );
}

/** A cell whose ground is darker the larger `share` is, 0..1. */
export function shaded(text: string, share: number): HTMLTableCellElement {
  const cell = el("td", { class: "shaded" }, text);
  cell.style.setProperty("--share", String(Math.min(1, Math.max(0, share))));
  return cell;
}

export function scroller(label: string, content: HTMLElement): HTMLElement {
  return el("div", { class: "scroller", role: "region", "aria-label": label, tabindex: 0 }, content);
}

/** Lengths on a logarithmic scale would hide what matters: the largest part fills the width. */
function barsOf({ bars, unit }: Bars): HTMLElement {
  const most = Math.max(...bars.map(([, value]) => value), Number.MIN_VALUE);
  return el(
    "div",
    { class: "bars" },
    ...bars.map(([name, value]) => {
      const fill = el("i");
      fill.style.setProperty("width", `${(100 * value) / most}%`);
      return el(
        "div",
        { class: "bar" },
        el("span", {}, name),
        el("b", { "aria-hidden": "true" }, fill),
        el("span", {}, written(value, unit)),
      );
    }),
  );
}
