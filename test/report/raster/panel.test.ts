import { expect, test } from "vitest";
import { curvePanel } from "../../../src/experiment/kinds/figure/drawings/curve-panel.js";
import { Canvas } from "../../../src/report/raster/canvas.js";
import { inked } from "../../../src/report/raster/font.js";
import { panelPng } from "../../../src/report/raster/panel.js";

const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

test("a curve becomes a PNG of 1200 x 620, the same bytes every time", () => {
  const panel = curvePanel("a curve", Float64Array.of(-1e-3, 0, 1e-3), Float64Array.of(-1e-9, 0, 2e-9), 0.7);
  const png = panelPng(panel);
  expect(sizeOf(png)).toEqual([1200, 620]);
  expect(panelPng(panel)).toEqual(png);
});

test("a curve of zeros has axes too", () => {
  expect(panelPng(curvePanel("flat", Float64Array.of(0, 1), new Float64Array(2), 1)).length).toBeGreaterThan(
    100,
  );
});

test("drawing outside the picture is left out", () => {
  const canvas = new Canvas(4, 4, ["#000000"]);
  canvas.line(-10, -10, 20, 20, 0, 2);
  canvas.text("out", -3, 3, 0, 1);
  expect(sizeOf(canvas.png())).toEqual([4, 4]);
});

test("letters have ink where they should: the bar of a minus, a box for what there is no letter of", () => {
  expect([0, 1, 2, 3, 4].every((column) => inked("−", 3, column))).toBe(true);
  expect(inked("−", 0, 2)).toBe(false);
  expect(inked("字", 0, 0)).toBe(true);
});
