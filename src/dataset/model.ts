/** Labelled pictures of one size; values 0..255. */
export interface LabelledImages {
  readonly count: number;
  readonly rows: number;
  readonly cols: number;
  /** count * rows * cols values, picture after picture, row-major. */
  readonly pixels: Uint8Array;
  /** Class of each picture, 0 .. classes-1; length count. */
  readonly labels: Uint8Array;
}

export interface Dataset {
  readonly name: string;
  readonly classes: number;
  readonly classNames: readonly string[];
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  /** sha256 over all data files or pixels, hex: goes into the manifest. */
  readonly hash: string;
}
