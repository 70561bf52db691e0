/** A picture in fewer bytes is the same picture to a tenth of a pixel. */
import { expect, test } from "vitest";
import { compact } from "../../../src/report/plots/compact.js";

/** Corners of a path as it is drawn. */
function corners(svg: string): [number, number][] {
  const [, path] = / d="([^"]*)"/.exec(svg)!;
  const numbers = [...path!.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(([n]) => Number(n));
  const points: [number, number][] = [];
  for (let k = 0; k < numbers.length; k += 2) {
    const [x, y] = points.at(-1) ?? [0, 0];
    points.push([x + numbers[k]!, y + numbers[k + 1]!]);
  }
  return points;
}

test("a straight line keeps its ends alone, a bent one its bend", () => {
  const line = Array.from({ length: 101 }, (_, k) => `${k},${k <= 50 ? 0 : 2 * (k - 50)}`);
  expect(corners(compact(`<path d="M${line.join("L")}" />`))).toEqual([
    [0, 0],
    [50, 0],
    [100, 100],
  ]);
});

test("a curve is nowhere further from its points than a quarter of a pixel, however long it is", () => {
  const wave = (x: number) => 100 + 80 * Math.sin(x / 30);
  const line = Array.from({ length: 2001 }, (_, k) => `${(k * 0.4).toFixed(3)},${wave(k * 0.4).toFixed(3)}`);
  const drawn = corners(compact(`<path d="M${line.join("L")}" />`));
  expect(drawn.length).toBeLessThan(200);
  // 0.15 by points that are left out, 0.07 by rounding; steps are written from rounded places, so nothing adds up.
  for (const [x, y] of drawn) expect(Math.abs(y - wave(x))).toBeLessThan(0.25);
  expect(drawn.at(-1)![0]).toBeCloseTo(800, 6);
});

test("many dots are one path with a dot at each place, few stay circles that can be pointed at", () => {
  const dot = (k: number) => `<circle r="0.7" cy="${10 * (k % 5)}" cx="${k}" />`;
  const dots = (n: number) =>
    `<g fill="#1a1a1a" class="dot">${Array.from({ length: n }, (_, k) => dot(k)).join("")}</g>`;
  expect(compact(dots(10))).toBe(dots(10));
  const many = compact(dots(100));
  expect(many).toMatch(
    /^<g stroke="#1a1a1a" class="dot" stroke-linecap="round" stroke-width="1.4"><path d="M0,0z/,
  );
  // Each begins where the one before ended: places add up.
  expect(new Set(corners(many).map(String)).size).toBe(100);
  expect(corners(many)).toContainEqual([57, 20]);
});
