/** The lines of very many points, painted: as elements of the page thousands of them would take seconds. */
import type { ParallelLine } from "../parallel.js";
import { shadeColours } from "./shade-colours.js";

interface Geometry {
  /** px of a line's place on axis k. */
  at(line: ParallelLine, k: number): readonly [x: number, y: number];
  /** 0..1, from the smallest to the largest; undefined for a point without a result so far. */
  share(line: ParallelLine): number | undefined;
}

/** @param lines  in the order in which they lie on each other; none clears the canvas */
export function paintLines(
  canvas: HTMLCanvasElement,
  lines: readonly ParallelLine[],
  { width, height }: { readonly width: number; readonly height: number },
  { at, share }: Geometry,
): void {
  const scale = window.devicePixelRatio || 1;
  canvas.hidden = lines.length === 0;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.height = `${height}px`;
  if (lines.length === 0) return;
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  context.lineWidth = 1;
  const { shades, bad, line: open } = shadeColours(canvas.parentElement ?? document.body);
  for (const line of lines) {
    const own = share(line);
    const { failed } = line.point;
    context.strokeStyle =
      failed > 0
        ? bad
        : own === undefined
          ? open
          : shades[Math.round(Math.max(0, own) * (shades.length - 1))]!;
    context.beginPath();
    for (const k of line.places.keys()) context.lineTo(...at(line, k));
    context.stroke();
  }
}
