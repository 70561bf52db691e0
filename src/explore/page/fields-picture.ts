/** Receptive fields of all neurons in one picture, and what they do: dark is gMin, bright is gMax. */
const SIDE = 28;
const GAP = 1;

/** A scale of even steps in lightness that colour-blind readers see too (after viridis): red, green, blue at even places. */
const SCALE = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;
/** Each as the four bytes of a pixel. */
const TABLE = new Uint32Array(
  Uint8Array.from({ length: 256 * 4 }, (_, k) => {
    if (k % 4 === 3) return 255;
    const place = (Math.floor(k / 4) / 255) * (SCALE.length - 1);
    const from = Math.min(SCALE.length - 2, Math.floor(place));
    const [a, b] = [SCALE[from]![k % 4]!, SCALE[from + 1]![k % 4]!];
    return Math.round(a + (place - from) * (b - a));
  }).buffer,
);

export function columnsFor(neurons: number): number {
  return Math.ceil(Math.sqrt(neurons));
}

/** @param fields  [neuron][pixel], 0..255 */
export function drawFields(
  canvas: HTMLCanvasElement,
  fields: Uint8Array,
  fired: ArrayLike<number>,
  chosen: number,
): void {
  const neurons = fields.length / (SIDE * SIDE);
  const columns = columnsFor(neurons);
  const step = SIDE + GAP;
  const rows = Math.ceil(neurons / columns);
  if (canvas.width !== columns * step || canvas.height !== rows * step) {
    canvas.width = columns * step;
    canvas.height = rows * step;
  }
  // Sharp where pixels grow; where they shrink, all of them count.
  canvas.style.imageRendering = canvas.width > canvas.clientWidth ? "auto" : "pixelated";
  const context = canvas.getContext("2d")!;
  const image = context.createImageData(canvas.width, canvas.height);
  for (let j = 0; j < neurons; j++)
    paint(image, fields.subarray(j * SIDE * SIDE), (j % columns) * step, Math.floor(j / columns) * step);
  context.putImageData(image, 0, 0);
  const frame = (j: number, width: number, colour: string) => {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.strokeRect((j % columns) * step + 1, Math.floor(j / columns) * step + 1, SIDE - 2, SIDE - 2);
  };
  for (let j = 0; j < neurons; j++) if (fired[j]! > 0 && j !== chosen) frame(j, 2, "#ff9f1c");
  if (chosen < 0) return;
  // Seen on dark and on light.
  frame(chosen, 4, "#000000");
  frame(chosen, 2, "#ffffff");
}

/** One picture of 28 x 28 values. */
export function drawPicture(canvas: HTMLCanvasElement, values: Uint8Array): void {
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext("2d")!;
  const image = context.createImageData(SIDE, SIDE);
  paint(image, values, 0, 0);
  context.putImageData(image, 0, 0);
}

function paint(image: ImageData, values: Uint8Array, left: number, top: number): void {
  const pixels = new Uint32Array(image.data.buffer);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) pixels[(top + y) * image.width + left + x] = TABLE[values[y * SIDE + x]!]!;
}
