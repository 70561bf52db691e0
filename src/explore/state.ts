/** Everything that the explorer shows follows from this: voltages, device, what is looked at, and the network to train. */
import type { DeviceName } from "../core/device/index.js";
import type { RateName } from "../core/rate/index.js";
import { type FormName, forms, type Waveform, waveform } from "../core/waveform/index.js";

/** A knot: time (s) and terminal voltage (V). */
export type Knot = readonly [t: number, v: number];

/** The voltages that can be edited; the third is at the gate itself and may be absent. */
export const SIDES = ["pre", "post", "third"] as const;
export type Side = (typeof SIDES)[number];

export interface DeviceState {
  readonly preset: DeviceName;
  /** Numbers that differ from the preset's, SI. */
  readonly params: Readonly<Record<string, number>>;
  /** A rate law by formula; the preset's own rates where absent. */
  readonly law?: RateName;
  /** Of the law, SI; a default where left out. */
  readonly lawParams: Readonly<Record<string, number>>;
  /** A device file in the preset's place: its name, and itself as JSON without references to other files. */
  readonly own?: { readonly name: string; readonly text: string };
}

export interface TrainState {
  readonly neurons: number;
  readonly images: number;
  readonly seed: string;
  /** Whether devices vary as the device's numbers say. */
  readonly varied: boolean;
  /** Device of a second run beside the first, on the same images; "" for none. */
  readonly second: DeviceName | "";
}

export interface ExploreState {
  /** The named pair that the voltages began as. */
  readonly form: FormName;
  readonly pre: readonly Knot[];
  readonly post: readonly Knot[];
  readonly third: readonly Knot[];
  readonly alphaPre: number;
  readonly alphaPost: number;
  readonly device: DeviceState;
  /** Distance of the two spikes whose gate voltage is drawn, s. */
  readonly deltaT: number;
  /** Where between gMin and gMax the synapse is, 0..1; absent for G0, at which rates hold as they are. */
  readonly place?: number;
  readonly train: TrainState;
}

export const DEFAULT_TRAIN: TrainState = {
  neurons: 100,
  images: 2000,
  seed: "1",
  varied: false,
  second: "",
};

export function knotsOf({ t, v }: Waveform): Knot[] {
  return Array.from(t, (time, k) => [time, v[k]!] as const);
}

/** A named pair on the device that it was made for. */
export function startOf(form: FormName): ExploreState {
  const { pre, post, device } = forms[form];
  const last = post.t.at(-1)!;
  return {
    form,
    pre: knotsOf(pre),
    post: knotsOf(post),
    third: [],
    alphaPre: 1,
    alphaPost: 1,
    device: { preset: device as DeviceName, params: {}, lawParams: {} },
    // A pair in which the pre spike comes first, close enough to matter.
    deltaT: Number((last / 10).toPrecision(1)),
    train: DEFAULT_TRAIN,
  };
}

/** A state's voltages. @throws RangeError where knots are no waveform */
export function waveformsOf({ pre, post, third }: Pick<ExploreState, Side>): {
  pre: Waveform;
  post: Waveform;
  third?: Waveform;
} {
  const at = (name: string, knots: readonly Knot[]): Waveform => {
    try {
      return waveform(knots);
    } catch (error) {
      throw new RangeError(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  };
  const both = { pre: at("V_pre", pre), post: at("V_post", post) };
  return third.length > 0 ? { ...both, third: at("third voltage", third) } : both;
}

/** Whether the voltages are those of the named pair. */
export function isNamed({ form, pre, post, third }: ExploreState): boolean {
  const named = forms[form];
  const same = (a: readonly Knot[], b: Waveform) => JSON.stringify(a) === JSON.stringify(knotsOf(b));
  return third.length === 0 && same(pre, named.pre) && same(post, named.post);
}
