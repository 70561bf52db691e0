/** Names beside and below a picture of cells: as many as have room. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Of the cells. */
  readonly height: number;
}

/** px that a name takes: upwards, and along. */
const LINE = 16;
const WORD = 90;
const LONGEST = 11;

export function axisNames(
  context: CanvasRenderingContext2D,
  { rows, columns }: { readonly rows: readonly string[]; readonly columns: readonly string[] },
  { left, top, width, height }: Frame,
): void {
  // Of levels that are taken together the first.
  const fitted = (name: string) => {
    const text = name.split(" to ")[0]!;
    return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
  };
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const k of some(rows.length, Math.floor(height / LINE)))
    context.fillText(fitted(rows[k]!), left - 6, top + ((k + 0.5) * height) / rows.length);
  context.textAlign = "center";
  context.textBaseline = "top";
  const w = (width - left) / columns.length;
  for (const k of some(columns.length, Math.floor((width - left) / WORD)))
    context.fillText(fitted(columns[k]!), Math.min(width - WORD / 2, left + (k + 0.5) * w), top + height + 6);
}

/** Places that are named, evenly. */
function some(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Array.from({ length: Math.ceil(count / step) }, (_, k) => k * step);
}
