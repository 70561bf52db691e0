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
  /** Of recordings of an event camera, whose pictures are counts of events. */
  readonly events?: EventStreams;
}

/** Events of recordings, one recording after another. */
export interface EventStreams {
  /** First event of each recording. */
  readonly start: Float64Array;
  /** One behind the last event of each recording. */
  readonly end: Float64Array;
  /** us, from the beginning of the recording. */
  readonly time: Int32Array;
  /** ON: row * cols + column; OFF: rows * cols more. */
  readonly place: Int32Array;
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
