/** Words of a run for people, before they become a page or lines of a terminal. */

/** A part of a text that a page sets apart. */
export type Piece =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  /** Marked: what is assumed, or not physical. */
  | { readonly mark: string };

export type Text = string | readonly Piece[];

/** A line: what it is, and how much. */
export type Row = readonly [what: string, text: Text];

/** A table of texts. */
export interface TextTable {
  readonly title?: string;
  /** Folded away under these words. */
  readonly folded?: { readonly summary: string; readonly open: boolean };
  readonly header?: readonly string[];
  readonly rows: readonly (readonly Text[])[];
  /** Columns of numbers, counted from 0: set to the right. */
  readonly numeric?: readonly number[];
}

export const code = (text: string): Piece => ({ code: text });
export const strong = (text: string): Piece => ({ strong: text });
export const mark = (text: string): Piece => ({ mark: text });

/** The words without what sets them apart. */
export function plain(text: Text): string {
  if (typeof text === "string") return text;
  return text.map((piece) => (typeof piece === "string" ? piece : Object.values(piece)[0])).join("");
}

/** A notice as a sentence of a page. */
export function sentence(notice: string): string {
  return `${notice.slice(0, 1).toUpperCase()}${notice.slice(1)}.`;
}
