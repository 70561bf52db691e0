/** A matrix of many points as a picture: a shade for each cell, read with the pointer or the arrow keys. */
import { el } from "../../explore/page/dom.js";
import { axisNames } from "./heat-map-axes.js";
import { shadeColours } from "./shade-colours.js";

export interface HeatCell {
  /** 0..1, from the smallest to the largest; undefined where there is no result so far. */
  readonly share: number | undefined;
  readonly failed: boolean;
  /** What it says when it is read. */
  text(): string;
}

export interface HeatContent {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly cells: readonly (readonly HeatCell[])[];
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
}

/** px for the names of the rows, and below for those of the columns. */
const LEFT = 84;
const BELOW = 24;
/** Half a name above the first row. */
const TOP = 8;
const HEIGHT = 420;

export class HeatMap {
  readonly element = el("figure", { class: "plot" });
  private readonly canvas = el("canvas", { class: "heat", tabindex: 0, role: "img" });
  private readonly readout = el("p", { class: "readout", role: "status" });
  private content: HeatContent | undefined;
  private width = 640;
  private at: { readonly row: number; readonly column: number } | undefined;

  constructor() {
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.read(undefined));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.element.append(this.canvas, this.readout);
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry!.contentRect.width);
      if (width < 50 || width === this.width) return;
      this.width = width;
      this.draw();
    }).observe(this.element);
  }

  show(content: HeatContent): void {
    this.content = content;
    this.at = undefined;
    this.readout.textContent = "";
    this.canvas.setAttribute("aria-label", content.label);
    this.draw();
  }

  private get cell(): readonly [width: number, height: number] {
    const { columns, rows } = this.content!;
    return [(this.width - LEFT) / columns.length, (HEIGHT - BELOW - TOP) / rows.length];
  }

  private draw(): void {
    const { content, canvas, width } = this;
    if (!content) return;
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(HEIGHT * scale);
    canvas.style.setProperty("height", `${HEIGHT}px`);
    const context = canvas.getContext("2d")!;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const { shades, soft, bad } = shadeColours(this.element);
    const [w, h] = this.cell;
    for (const [r, row] of content.cells.entries())
      for (const [c, { share, failed }] of row.entries()) {
        if (share === undefined && !failed) continue;
        context.fillStyle = share === undefined ? bad : shades[Math.round(share * (shades.length - 1))]!;
        // Over the edges of the next, or they would shine through between.
        context.fillRect(LEFT + c * w, TOP + r * h, w + 0.5, h + 0.5);
      }
    context.fillStyle = soft;
    context.font = "12px system-ui, sans-serif";
    axisNames(context, content, { left: LEFT, width, top: TOP, height: HEIGHT - BELOW - TOP });
    if (!this.at) return;
    context.strokeStyle = getComputedStyle(this.element).color;
    context.lineWidth = 2;
    context.strokeRect(LEFT + this.at.column * w, TOP + this.at.row * h, w, h);
  }

  private point({ clientX, clientY }: PointerEvent): void {
    if (!this.content) return;
    const { left, top } = this.canvas.getBoundingClientRect();
    const [w, h] = this.cell;
    const [column, row] = [Math.floor((clientX - left - LEFT) / w), Math.floor((clientY - top - TOP) / h)];
    const inside =
      column >= 0 && column < this.content.columns.length && row >= 0 && row < this.content.rows.length;
    this.read(inside ? { row, column } : undefined);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!step || !this.content) return;
    event.preventDefault();
    const { rows, columns } = this.content;
    const within = (x: number, n: number) => Math.min(n - 1, Math.max(0, x));
    const { row, column } = this.at ?? { row: -step[0]!, column: -step[1]! };
    this.read({
      row: within(row + step[0]!, rows.length),
      column: within(column + step[1]!, columns.length),
    });
  }

  private read(at: HeatMap["at"]): void {
    if (at?.row === this.at?.row && at?.column === this.at?.column) return;
    this.at = at;
    const { content } = this;
    this.readout.textContent =
      at && content
        ? `${content.rows[at.row]}, ${content.columns[at.column]}: ${content.cells[at.row]![at.column]!.text()}`
        : "";
    this.draw();
  }
}
