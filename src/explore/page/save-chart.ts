/** A chart as a file of its own, with the colours that it has on the page. */
import { download, svg } from "./dom.js";

const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "opacity",
  "paint-order",
];
/** Pixels of a saved picture per pixel of the page. */
const SHARPER = 2;

export async function saveChart(chart: SVGSVGElement, kind: "svg" | "png"): Promise<void> {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll("*");
  for (const [k, element] of chart.querySelectorAll("*").entries()) {
    const style = getComputedStyle(element);
    for (const name of STYLES) copies[k]!.setAttribute(name, style.getPropertyValue(name));
  }
  const { width, height } = chart.viewBox.baseVal;
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const background = getComputedStyle(chart.closest(".panel")!).backgroundColor;
  copy.prepend(svg("rect", { width, height, fill: background }));
  const text = new XMLSerializer().serializeToString(copy);
  if (kind === "svg") return download("stdp.svg", text, "image/svg+xml");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SHARPER * width;
  canvas.height = SHARPER * height;
  const context = canvas.getContext("2d")!;
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && download("stdp.png", blob));
}
