import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { giveWayAsNodeDoes } from "../../src/node/yield.js";
import { yieldToEvents } from "../../src/platform/yield.js";

test("in Node timers and messages have their turn too", async () => {
  giveWayAsNodeDoes();
  const { port1, port2 } = new MessageChannel();
  const heard: string[] = [];
  port1.on("message", (text: string) => heard.push(text));
  setTimeout(() => heard.push("timer"), 0);
  port2.postMessage("message");
  const started = performance.now();
  while (heard.length < 2 && performance.now() - started < 10_000) await yieldToEvents();
  port1.close();
  expect(heard.sort()).toEqual(["message", "timer"]);
});
