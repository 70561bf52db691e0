/** Receptive fields as they were at moments of the run: a slider through pictures that the run has kept. */
import { el } from "../../explore/page/dom.js";
import type { FieldsPicture } from "../view.js";
import { written } from "./words.js";

export class FieldsSlider {
  readonly element: HTMLElement;
  private pictures: readonly FieldsPicture[] = [];
  private readonly image = el("img", { class: "fields", alt: "" });
  private readonly range = el("input", {
    type: "range",
    min: 0,
    max: 0,
    value: 0,
    "aria-label": "moment of the run",
  });
  private readonly told = el("output", {});

  constructor(private readonly urlOf: (file: string) => string) {
    this.range.addEventListener("input", () => this.draw());
    this.element = el("div", {}, this.image, el("div", { class: "slider" }, this.range, this.told));
  }

  /** A slider that stands at the last picture stays at the last one. */
  show(pictures: readonly FieldsPicture[]): void {
    const atEnd = this.range.valueAsNumber >= this.pictures.length - 1;
    this.pictures = pictures;
    this.range.max = String(Math.max(0, pictures.length - 1));
    if (atEnd) this.range.value = this.range.max;
    this.draw();
  }

  private draw(): void {
    const at = this.range.valueAsNumber;
    const picture = this.pictures[at];
    if (!picture) return;
    const { done, low, high, unit } = picture;
    const words = `after ${done}: ${written(low, unit)} (light) to ${written(high, unit)} (dark)`;
    if (this.told.textContent !== words) this.told.textContent = words;
    this.range.setAttribute("aria-valuetext", `after ${done}`);
    const url = this.urlOf(picture.file);
    if (this.image.getAttribute("src") === url) return;
    this.image.src = url;
    this.image.alt = `receptive fields of all neurons after ${done}`;
    // The next one is at hand when the slider moves on.
    const next = this.pictures[at + 1];
    if (next) new Image().src = this.urlOf(next.file);
  }
}
