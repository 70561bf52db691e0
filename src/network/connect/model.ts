/** Who a spike reaches. Rules are written as spans of targets, so that no matrix is stored for a uniform weight. */
export interface ConnectRule {
  readonly doc: string;
  /** What is wrong with these sizes; undefined if nothing is. */
  problem(nPre: number, nPost: number): string | undefined;
  /** Add `weight` to the input of every target of neuron i. */
  deliver(input: Float32Array, i: number, weight: number, nPost: number): void;
}
