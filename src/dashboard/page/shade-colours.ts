/** Colours of the page for what is drawn on a canvas, which knows none of its style sheet. */
import { el } from "../../explore/page/dom.js";

/** Shades between the smallest and the largest. */
const SHADES = 64;

export interface ShadeColours {
  /** From the smallest to the largest. */
  readonly shades: readonly string[];
  readonly soft: string;
  readonly bad: string;
  readonly line: string;
}

/** @param within  an element of the page, as light and dark have other colours */
export function shadeColours(within: Element): ShadeColours {
  const probe = el("i");
  (within.isConnected ? within : document.body).append(probe);
  const colour = (text: string) => {
    probe.style.color = text;
    return getComputedStyle(probe).color;
  };
  const shades = Array.from({ length: SHADES }, (_, k) =>
    colour(`color-mix(in srgb, var(--main) ${25 + (75 * k) / (SHADES - 1)}%, var(--grid))`),
  );
  const found = {
    shades,
    soft: colour("var(--soft)"),
    bad: colour("var(--bad)"),
    line: colour("var(--line)"),
  };
  probe.remove();
  return found;
}
