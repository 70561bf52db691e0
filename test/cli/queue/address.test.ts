import { describe, expect, test } from "vitest";
import { printable } from "../../../src/cli/errors.js";
import { redisAddress, URL_VARIABLE } from "../../../src/cli/queue/address.js";

const of = (text: string | undefined, env = {}) => redisAddress(text, "--queue", env);

describe("the address of a Redis server", () => {
  test("is a URL, of which messages show all but user and password", () => {
    expect(of("redis://me:p%40ss@queue.example:7000/2")).toEqual({
      host: "queue.example",
      port: 7000,
      username: "me",
      password: "p@ss",
      db: 2,
      tls: false,
      shown: "redis://queue.example:7000/2",
    });
    expect(of("rediss://[::1]")).toEqual({
      host: "::1",
      port: 6379,
      db: 0,
      tls: true,
      shown: "rediss://[::1]:6379",
    });
  });

  test("comes from the environment where none is given", () => {
    expect(of("", { [URL_VARIABLE]: "redis://there" }).host).toBe("there");
    expect(of("redis://here", { [URL_VARIABLE]: "redis://there" }).host).toBe("here");
    expect(() => of(undefined)).toThrow(/^--queue: no address of a Redis server; accepted: redis:\/\//);
  });

  test.each([
    ["redis://:se cret@x:port", "not the URL of a Redis server (not shown: it may hold a password)"],
    ["http://:secret@x", '"http://" is not a protocol of Redis'],
    ["redis://:secret@x/db", '"db" is not the number of a database'],
    ["redis://:secret%@x", "user or password has a % that stands for nothing"],
    ["redis://:secret@x?tls=1", "the URL has a query or a fragment"],
    ["redis:", "names no host"],
  ])("%s is refused without its password", (text, why) => {
    expect(() => of(text)).toThrow(why);
    expect(() => of(text)).not.toThrow(/se ?cret/);
    expect(() => of(undefined, { [URL_VARIABLE]: text })).toThrow(new RegExp(`^${URL_VARIABLE}: `));
  });
});

test("no message shows the password of a URL, whoever repeats it", () => {
  expect(printable("Unknown argument: redis://me:se@cret@x:1 and rediss://:a@b")).toBe(
    "Unknown argument: redis://***@x:1 and rediss://***@b",
  );
});
