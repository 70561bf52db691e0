/** Labelled pictures of one size; values 0..255. */
export interface LabelledImages {
  /** Number of pictures. */
  readonly count: number;
  /** Rows of a picture, pixels. */
  readonly rows: number;
  /** Columns of a picture, pixels. */
  readonly cols: number;
  /** count * rows * cols values, picture after picture, row-major. */
  readonly pixels: Uint8Array;
  /** Class of each picture, 0 .. classes-1; length count. */
  readonly labels: Uint8Array;
}

/** Labelled pictures, apart for training and test. */
export interface Dataset {
  /** Name for reports and manifests. */
  readonly name: string;
  /** Number of classes. */
  readonly classes: number;
  /** A name for each class, in order. */
  readonly classNames: readonly string[];
  /** Pictures to train and label with. */
  readonly train: LabelledImages;
  /** Pictures to test with. */
  readonly test: LabelledImages;
  /** sha256 over all data files or pixels, hex: goes into the manifest. */
  readonly hash: string;
}
