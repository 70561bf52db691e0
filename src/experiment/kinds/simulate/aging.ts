/** Conductances that relax while a network is simulated: in small steps of the time constant. */
import type { Crossbar } from "../../../crossbar/model.js";
import type { Engine } from "../../../engine/engine.js";

/** Steps of a time constant: what is written within one counts as written at its end. */
const STEPS = 256;

export interface Aging {
  /** What has passed since the last step, once the run is over. */
  finish(): void;
}

/** @param engine  before anything else looks at it, at tick 0 */
export function age(engine: Engine): Aging {
  const { network } = engine;
  const relaxing = network.projections.flatMap(({ crossbar }) => {
    const tau = crossbar?.relaxes;
    if (!crossbar || tau === undefined) return [];
    const every = Math.max(1, Math.round(tau / STEPS / network.tick));
    engine.addSampler({ every, sample: (tick) => pass(crossbar, tick === 0 ? 0 : every) });
    return [{ crossbar, every }];
  });
  const pass = (crossbar: Crossbar, ticks: number, all = false) => crossbar.age!(ticks * network.tick, all);
  return {
    finish() {
      // The last step was at the last multiple before the end, which is not looked at itself.
      for (const { crossbar, every } of relaxing)
        pass(crossbar, engine.now - every * Math.floor((engine.now - 1) / every), true);
    },
  };
}
