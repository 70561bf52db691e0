/** Giving way to events as Node does it: without loading what a message to oneself needs, which takes it 20 to 70 ms. */
import { giveWayBy } from "../platform/yield.js";

/** From now on the whole program gives way so. */
export function giveWayAsNodeDoes(): void {
  giveWayBy(() => new Promise((resume) => setImmediate(resume)));
}
