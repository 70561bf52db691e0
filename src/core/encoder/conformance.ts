/** What every encoder must do for the engine to take its spikes, whoever wrote it. */
import { defaults } from "../params.js";
import { Random } from "../random.js";
import type { SpikeTrain } from "../spikes.js";
import type { EncodeRequest, EncoderModel } from "./model.js";

const SIZE = 20;
const TICKS = 2000;

/** What is wrong with an encoder, a sentence each; empty if it can be used. */
export function encoderProblems(model: EncoderModel): string[] {
  const problems: string[] = [];
  for (const [name, p] of Object.entries(model.params))
    if (!p.doc || !p.source) problems.push(`parameter ${name} lacks its doc or its source`);
  const request = (seed: string): EncodeRequest => ({
    size: SIZE,
    ticks: TICKS,
    tick: 1e-3,
    boost: 1,
    random: Random.of(seed),
    ...(model.needsValues ? { values: Uint8Array.from({ length: SIZE }, (_, i) => i * 13) } : {}),
  });
  const draw = (r: EncodeRequest) => copy(model.create(defaults(model.params)).encode(r));
  const train = draw(request("a"));
  problems.push(...trainProblems(train));
  const again = draw(request("a"));
  if (!same(train, again)) problems.push("the same seed gives other spikes");
  const encoder = model.create(defaults(model.params));
  encoder.encode(request("b"));
  if (!same(train, copy(encoder.encode(request("a")))))
    problems.push("spikes depend on what was encoded before");
  if (model.needsValues) {
    const dark = draw({ ...request("a"), values: new Uint8Array(SIZE) });
    if (dark.count > 0) problems.push("a picture of zeros gives spikes");
  }
  return problems;
}

function trainProblems({ tick, index, count }: SpikeTrain): string[] {
  const problems = new Set<string>();
  for (let s = 0; s < count; s++) {
    const t = tick[s]!;
    if (!Number.isInteger(t) || t < 0 || t >= TICKS) problems.add(`a spike at tick ${t} of ${TICKS}`);
    if (!(index[s]! >= 0 && index[s]! < SIZE)) problems.add(`a spike of neuron ${index[s]} of ${SIZE}`);
    if (s === 0) continue;
    if (t < tick[s - 1]! || (t === tick[s - 1] && index[s]! <= index[s - 1]!))
      problems.add("spikes are not in the order of ticks, then neurons, one per neuron and tick");
  }
  return [...problems];
}

function copy({ tick, index, count }: SpikeTrain): SpikeTrain {
  return { tick: tick.slice(0, count), index: index.slice(0, count), count };
}

function same(a: SpikeTrain, b: SpikeTrain): boolean {
  return a.count === b.count && a.tick.every((t, s) => t === b.tick[s] && a.index[s] === b.index[s]);
}
