/** Parallel coordinates of a sweep: a line for each point, read with the pointer or the arrow keys. */
import { el, svg } from "../../explore/page/dom.js";
import { meanOf, type ParallelLine, parallelOf } from "../parallel.js";
import type { SweepView } from "../sweep.js";
import { paintLines } from "./painted-lines.js";
import { nameOf, statistic } from "./sweep-parts.js";
import { isShare } from "./words.js";

const TOP = 40;
const BOTTOM = 14;
/** Room for what is written beside the last axis, and before the first. */
const LEFT = 24;
const RIGHT = 70;
/** px from the pointer to the line that is read, at most. */
const NEAR = 30;
/** Lines that are elements of the page; more are painted below them. */
const MOST_LINES = 400;

type Shown = { readonly view: SweepView; readonly measure: string };

export class ParallelPlot {
  readonly element = el("figure", { class: "plot" });
  private readonly drawing = svg("svg", { class: "chart parallel", tabindex: 0, role: "img" });
  private readonly painting = el("canvas", { class: "painting", "aria-hidden": "true" });
  private readonly readout = el("p", { class: "readout", role: "status" });
  private shown: Shown | undefined;
  private lines: readonly ParallelLine[] = [];
  private width = 640;
  private read: number | undefined;

  constructor(private readonly height = 320) {
    this.drawing.addEventListener("pointermove", (event) => this.point(event));
    this.drawing.addEventListener("pointerleave", () => this.choose(undefined));
    this.drawing.addEventListener("keydown", (event) => this.key(event));
    this.element.append(el("div", { class: "painted" }, this.painting, this.drawing), this.readout);
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry!.contentRect.width);
      if (width < 50 || width === this.width) return;
      this.width = width;
      this.draw();
    }).observe(this.drawing);
  }

  show(view: SweepView, measure: string): void {
    this.shown = { view, measure };
    this.draw();
  }

  private draw(): void {
    if (!this.shown) return;
    const { width, height } = this;
    const { view, measure } = this.shown;
    const { axes, lines } = parallelOf(view.points, view.axes, measure, isShare(measure));
    // The best are drawn last, above the others.
    const share = ({ places }: ParallelLine) => places[axes.length - 1] ?? -1;
    this.lines = [...lines].sort((a, b) => share(a) - share(b));
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.setAttribute("height", String(height));
    this.drawing.setAttribute(
      "aria-label",
      `Parallel coordinates of ${lines.length} points over ${axes.map(({ label }) => label).join(", ")}`,
    );
    const many = this.lines.length > MOST_LINES;
    paintLines(
      this.painting,
      many ? this.lines : [],
      { width, height },
      {
        at: (line, k) => this.at(line, k),
        share: (line) => (line.places.length < axes.length ? undefined : share(line)),
      },
    );
    const curves = (many ? [] : this.lines).map((line) => {
      const curve = svg("polyline", {
        class: `point${line.point.failed > 0 ? " failed" : line.places.length < axes.length ? " open" : ""}`,
        points: line.places.map((_, k) => this.at(line, k).join(",")).join(" "),
      });
      curve.style.setProperty("--share", String(Math.max(0, share(line))));
      return curve;
    });
    const scales = axes.flatMap(({ label, marks }, k) => {
      const x = this.px(k, axes.length);
      const end = k === axes.length - 1;
      const anchor = k === 0 ? "start" : end ? "end" : "middle";
      return [
        svg("line", { class: "axis", x1: x, x2: x, y1: TOP, y2: height - BOTTOM }),
        // Neighbours stand one above the other: names may be long.
        svg(
          "text",
          {
            class: "label",
            x: k === 0 ? 2 : end ? width - 2 : x,
            y: k % 2 === 0 ? 12 : 28,
            "text-anchor": anchor,
          },
          fitted(label, width / axes.length),
        ),
        ...marks.map(({ place, text }) =>
          svg("text", { class: "tick", x: x + 6, y: this.py(place) + 4 }, text),
        ),
      ];
    });
    this.drawing.replaceChildren(...curves, ...scales);
    this.choose(this.read !== undefined && this.read < this.lines.length ? this.read : undefined);
  }

  /** The one that is read, above those that are painted. */
  private mark(k: number | undefined): void {
    for (const old of this.drawing.querySelectorAll(".point")) old.remove();
    const line = k === undefined ? undefined : this.lines[k];
    if (!line) return;
    const points = line.places.map((_, place) => this.at(line, place).join(",")).join(" ");
    this.drawing.append(svg("polyline", { class: "point read", points }));
  }

  private px(k: number, axes: number): number {
    return LEFT + (k / Math.max(1, axes - 1)) * (this.width - LEFT - RIGHT);
  }

  private py(place: number): number {
    return TOP + (1 - place) * (this.height - TOP - BOTTOM);
  }

  private at({ places }: ParallelLine, k: number): [x: number, y: number] {
    const axes = Object.keys(this.shown!.view.axes).length + 1;
    return [this.px(k, axes), this.py(places[k]!)];
  }

  private point({ clientX, clientY }: PointerEvent): void {
    const { left, top, width, height } = this.drawing.getBoundingClientRect();
    const x = ((clientX - left) / width) * this.width;
    const y = ((clientY - top) / height) * this.height;
    let best: number | undefined;
    let least = NEAR;
    for (const [k, line] of this.lines.entries()) {
      const distance = this.distance(line, x, y);
      // Of lines that lie on each other the one that is drawn above.
      if (distance <= least) [best, least] = [k, distance];
    }
    this.choose(best);
  }

  /** Upright, between the axes where the pointer is. */
  private distance(line: ParallelLine, x: number, y: number): number {
    for (let k = 1; k < line.places.length; k++) {
      const [[x0, y0], [x1, y1]] = [this.at(line, k - 1), this.at(line, k)];
      if (x >= x0 && x <= x1) return Math.abs(y - (y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)));
    }
    return Infinity;
  }

  private key(event: KeyboardEvent): void {
    const last = this.lines.length - 1;
    const now = this.read ?? -1;
    const to = { ArrowUp: now + 1, ArrowRight: now + 1, ArrowDown: now - 1, ArrowLeft: now - 1 }[event.key];
    const goal = event.key === "Home" ? 0 : event.key === "End" ? last : to;
    if (goal === undefined || last < 0) return;
    event.preventDefault();
    this.choose(Math.min(last, Math.max(0, goal)));
  }

  private choose(k: number | undefined): void {
    this.read = k;
    if (this.lines.length <= MOST_LINES)
      for (const [at, curve] of [...this.drawing.querySelectorAll(".point")].entries())
        curve.classList.toggle("read", at === k);
    else this.mark(k);
    const { measure } = this.shown!;
    const point = k === undefined ? undefined : this.lines[k]?.point;
    if (!point) {
      this.readout.textContent = "";
      return;
    }
    const found =
      meanOf(point, measure) === undefined ? "nothing yet" : statistic(point.measures[measure]!, measure);
    const failed = point.failed > 0 ? `, ${point.failed} failed` : "";
    this.readout.textContent = `${nameOf(point.text)}: ${found}${failed}`;
  }
}

/** As much of a text as fits into a width, px. */
function fitted(text: string, width: number): string {
  const most = Math.max(6, Math.floor((2 * width) / 7));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
