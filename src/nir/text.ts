/** Numbers of neurons in words: one, or from .. to. */
export function numbersText(values: Float64Array): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) [low, high] = [Math.min(low, x), Math.max(high, x)];
  const text = (x: number) => String(Number(x.toPrecision(6)));
  return low === high ? text(low) : `${text(low)} to ${text(high)}`;
}
