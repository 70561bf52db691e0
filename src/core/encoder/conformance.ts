/** What every encoder must keep to, ours and a user's own; see `EncoderModel` and `Encoder`. */
import { defaults } from "../params.js";
import {
  type Contract,
  descriptionProblems,
  functionExport,
  messageOf,
  paramsExport,
  textExport,
} from "../part.js";
import { Random } from "../random.js";
import type { SpikeTrain } from "../spikes.js";
import type { EncodeRequest, EncoderModel } from "./model.js";
import { trainProblems } from "./train-problems.js";

const SIZE = 40;

/** What a module with an encoder exports and keeps to. */
export const encoderContract: Contract<EncoderModel> = {
  exports: [
    textExport("doc"),
    paramsExport,
    functionExport("create"),
    { name: "needsValues", what: "true or false", fits: isFlag },
  ],
  problems: encoderProblems,
};

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}

/** In words, each way in which `model` breaks the contract; empty if it keeps it. */
export function encoderProblems(model: EncoderModel): string[] {
  const problems = descriptionProblems(model);
  try {
    problems.push(...trains(model));
  } catch (error) {
    problems.push(`throws with its defaults: ${messageOf(error)}`);
  }
  return problems;
}

/** 10 s of ticks of 0.5 ms; a ramp of values where they are needed. */
function request(model: EncoderModel, change: Partial<EncodeRequest> = {}): EncodeRequest {
  const ramp = Uint8Array.from({ length: SIZE }, (_, i) => (i * 255) / (SIZE - 1));
  const values = model.needsValues ? { values: ramp } : {};
  const random = Random.of("encoder conformance");
  return { size: SIZE, ticks: 20000, tick: 0.5e-3, boost: 1, random, ...values, ...change };
}

/** A copy as text: the train itself is valid only until the next one. */
function text(train: SpikeTrain): string {
  return Array.from({ length: train.count }, (_, s) => `${train.tick[s]}:${train.index[s]}`).join();
}

function trains(model: EncoderModel): string[] {
  const problems: string[] = [];
  const create = () => model.create(defaults(model.params));
  const encoder = create();
  const first = encoder.encode(request(model));
  const { count } = first;
  if (count === 0) problems.push("makes no spikes in 10 s");
  const { ticks, size } = request(model);
  problems.push(...trainProblems(first, ticks, size));

  const before = text(first);
  if (text(encoder.encode(request(model))) !== before)
    problems.push("a second train from equal numbers differs");
  encoder.encode(request(model, { ticks: 300, boost: 2 }));
  if (text(encoder.encode(request(model))) !== before) problems.push("a train depends on the one before it");
  if (text(create().encode(request(model))) !== before) problems.push("two encoders of equal numbers differ");

  const boosted = encoder.encode(request(model, { boost: 2 })).count;
  if (model.unboosted ? boosted !== count : boosted <= 1.5 * count)
    problems.push(
      model.unboosted
        ? "a boost changes what it says it does not"
        : "a boost of 2 does not raise the rates to about 2",
    );
  if (encoder.encode(request(model, { ticks: 0 })).count !== 0)
    problems.push("spikes in a train of no length");
  if (model.needsValues) {
    const dark = encoder.encode(request(model, { values: new Uint8Array(SIZE) }));
    if (dark.count !== 0) problems.push("an empty picture makes spikes");
    if (!refuses(() => encoder.encode({ ...request(model), values: new Uint8Array(SIZE - 1) })))
      problems.push("takes a picture of another size");
  }
  return problems;
}

function refuses(action: () => void): boolean {
  try {
    action();
  } catch (error) {
    return error instanceof RangeError;
  }
  return false;
}
