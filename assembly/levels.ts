/** Amplitudes of post waveforms, each with tables of its own; see src/crossbar/nonideal/driver-amplitude.ts. */
import { hasLevels, postTicks, preTicks, tableStride } from "./layout";
import { me } from "./meetings";
import { agreed } from "./team";

/** Which of them an event has: asked of the host, some times in a presentation, by the thread that is the host's. */
// @ts-ignore: decorator
@external("env", "levelOf")
declare function hostLevelOf(column: i32, event: i32): i32;

export function levelOf(column: i32, event: i32): i32 {
  if (!hasLevels) return 0;
  return agreed(me == 0 ? hostLevelOf(column, event) : 0);
}

/** Table entries before those of a level. */
// @ts-ignore: decorator
@inline
export function entriesBefore(level: i32): usize {
  return <usize>level * <usize>((preTicks + postTicks + 1) * tableStride);
}
