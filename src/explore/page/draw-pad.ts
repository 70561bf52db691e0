/** A digit drawn with the finger or the mouse: 28 x 28 values, placed as those of MNIST are. */
import { button, el } from "./dom.js";

const SIZE = 280;
const SIDE = 28;
/** MNIST's digits fill a square of 20, their centre of mass in the middle. */
const INNER = 20;

export class DrawPad {
  readonly element: HTMLElement;
  private readonly canvas = el("canvas", {
    width: SIZE,
    height: SIZE,
    class: "pad",
    role: "img",
    "aria-label": "draw a digit here",
  });
  private readonly context = this.canvas.getContext("2d", { willReadFrequently: true })!;
  private drawing = false;
  private waiting = false;

  constructor(private readonly drawn: (pixels: Uint8Array) => void) {
    this.clear();
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.drawing = true;
      this.context.beginPath();
      this.line(event);
    });
    this.canvas.addEventListener("pointermove", (event) => this.drawing && this.line(event));
    this.canvas.addEventListener("pointerup", () => {
      this.drawing = false;
      this.drawn(this.pixels());
    });
    this.element = el(
      "div",
      { class: "draw" },
      this.canvas,
      button("Clear", () => this.clear(), { class: "quiet" }),
    );
  }

  private clear(): void {
    this.context.fillStyle = "#000";
    this.context.fillRect(0, 0, SIZE, SIZE);
  }

  private line({ clientX, clientY }: PointerEvent): void {
    const { left, top, width } = this.canvas.getBoundingClientRect();
    const [x, y] = [((clientX - left) / width) * SIZE, ((clientY - top) / width) * SIZE];
    const { context } = this;
    context.strokeStyle = "#fff";
    context.lineWidth = 24;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.lineTo(x, y);
    context.stroke();
    context.beginPath();
    context.moveTo(x, y);
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.drawn(this.pixels());
    }, 150);
  }

  private pixels(): Uint8Array {
    const { data } = this.context.getImageData(0, 0, SIZE, SIZE);
    let [x0, x1, y0, y1, mass, mx, my] = [SIZE, 0, SIZE, 0, 0, 0, 0];
    for (let y = 0; y < SIZE; y++)
      for (let x = 0; x < SIZE; x++) {
        const value = data[4 * (y * SIZE + x)]!;
        if (value < 20) continue;
        [x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x), Math.min(y0, y), Math.max(y1, y)];
        mass += value;
        mx += value * x;
        my += value * y;
      }
    const all = new Uint8Array(SIDE * SIDE);
    if (mass === 0) return all;
    const scale = INNER / Math.max(40, x1 - x0 + 1, y1 - y0 + 1);
    const small = el("canvas", { width: SIDE, height: SIDE });
    const context = small.getContext("2d")!;
    context.imageSmoothingQuality = "high";
    context.fillRect(0, 0, SIDE, SIDE);
    const size = SIZE * scale;
    context.drawImage(
      this.canvas,
      SIDE / 2 - (mx / mass) * scale,
      SIDE / 2 - (my / mass) * scale,
      size,
      size,
    );
    const pixels = context.getImageData(0, 0, SIDE, SIDE).data;
    return all.map((_, k) => pixels[4 * k]!);
  }
}
