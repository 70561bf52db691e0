/** Pictures of a figure and what stands above each, before they are laid out in a page or in a document of their own. */
import { HALF, type Picture, WIDTH } from "./svg.js";

/** What a colour stands for. */
export interface LegendEntry {
  readonly name: string;
  /** "#rrggbb" */
  readonly colour: string;
  readonly mark: "line" | "dashed" | "dots" | "outline" | "bars";
}

/** A picture with its heading and legend. */
export interface Item {
  readonly heading?: string;
  readonly legend?: readonly LegendEntry[];
  /** Columns of a row of six. */
  readonly columns: 2 | 3 | 6;
  readonly picture: Picture;
  /** The same for a narrow page, where it is another. */
  readonly narrow?: Picture;
}

/** Columns of six, and the pixels between two. */
const COLUMNS = 6;
export const GAP = 16;

/** Pixels of a picture of so many columns. */
export function widthOf(columns: Item["columns"]): number {
  return Math.floor((columns * (WIDTH + GAP)) / COLUMNS - GAP);
}

/**
 * A picture over the whole page, drawn once more for narrow ones; or over half of it.
 * @param draw  it at so many pixels
 */
export async function itemOf(
  columns: Item["columns"],
  draw: (width: number) => Promise<Picture>,
  words: Pick<Item, "heading" | "legend"> = {},
): Promise<Item> {
  const picture = await draw(widthOf(columns));
  return columns === 6
    ? { ...words, columns, picture, narrow: await draw(HALF) }
    : { ...words, columns, picture };
}
