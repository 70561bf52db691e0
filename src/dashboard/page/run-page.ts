/** One run: key figures, curves, receptive fields over time, confusion, energy and disturb, log, config and files. */
import { button, el } from "../../explore/page/dom.js";
import type { RunRow } from "../rows.js";
import type { Bars, Confusion, RunView } from "../view.js";
import { FieldsSlider } from "./fields-slider.js";
import { Plot } from "./plot.js";
import type { Source } from "./source.js";
import { duration, moment, stateWords, written } from "./words.js";

export class RunPage {
  readonly element = el("div", { class: "pages" });
  private readonly status = el("p", { class: "status" });
  private readonly bar = el("progress", { max: 1, "aria-label": "progress" });
  private readonly said = el("p", { class: "hint", role: "status" });
  private readonly plots = new Map<string, Plot>();
  private readonly slider: FieldsSlider;
  private readonly parts = el("div", { class: "grid" });
  private readonly orders = el("div", { class: "row" });
  private readonly report = el("div", { class: "row" });
  private shown = "";

  constructor(
    private readonly id: string,
    private readonly source: Source,
  ) {
    this.slider = new FieldsSlider((file) => source.fileUrl(id, file));
  }

  show(view: RunView): void {
    const { row } = view;
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
        ),
        this.parts,
      );
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
    if (row.seconds !== null) words.push(duration(row.seconds));
    const running = state === "running" && progress !== undefined;
    if (running) {
      words.push(`${progress.phase} ${progress.done}/${progress.total} ${progress.unit}`);
      if (progress.perSecond !== undefined) words.push(`${progress.perSecond.toFixed(0)} ${progress.unit}/s`);
      if (progress.accuracy !== undefined) words.push(`${(100 * progress.accuracy).toFixed(1)} % so far`);
      this.bar.value = progress.share ?? progress.done / Math.max(1, progress.total);
    }
    this.bar.hidden = !running;
    this.status.textContent = words.join(" · ");
    this.offer(row);
  }

  private offer({ state }: RunRow): void {
    const what =
      state === "running" ? "stop" : state === "unfinished" || state === "interrupted" ? "resume" : undefined;
    const { order } = this.source;
    const text = what === "stop" ? "Stop" : "Resume";
    if (this.orders.textContent === (what && order ? text : "")) return;
    this.orders.replaceChildren();
    if (!what || !order) return;
    const press = button(text, () => {
      press.disabled = true;
      this.said.textContent = what === "stop" ? "it ends with what there is…" : "resuming…";
      order(what, this.id).then(
        () => {
          this.said.textContent = what === "stop" ? "told to stop" : "resumed";
        },
        (error: Error) => {
          this.said.textContent = error.message;
          press.disabled = false;
        },
      );
    });
    this.orders.append(press);
  }

  private reportOf({ files, command, row }: RunView): Node[] {
    const report = files.includes("report.html");
    return [
      ...(report
        ? [
            el(
              "a",
              { class: "button", href: this.source.fileUrl(this.id, "report.html"), target: "_blank" },
              "Report",
            ),
          ]
        : []),
      ...(row.state === "running" ? [] : [el("code", {}, command)]),
    ];
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
    this.report.replaceChildren(...this.reportOf(view));
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
