import { expect, test } from "vitest";
import { isHere, places, placesFor } from "./places.ts";
import { readKey } from "./shortcut-keys.ts";

const everything = { register: true, activity: true, admin: true, keys: true };
const idle = { awaiting: false, places: placesFor(everything) };
const stroke = (key: string, more = {}) => ({ key, mod: false, typing: false, ...more });

test("g, then a letter, goes to a screen", () => {
  expect(readKey(idle, stroke("g"))).toEqual({ kind: "await" });
  expect(readKey({ ...idle, awaiting: true }, stroke("p"))).toEqual({ kind: "go", href: "/" });
  expect(readKey({ ...idle, awaiting: true }, stroke("x"))).toEqual({ kind: "none" });
  expect(readKey(idle, stroke("p"))).toEqual({ kind: "none" });
});

test("while one types, letters are letters and only the palette opens", () => {
  expect(readKey(idle, stroke("g", { typing: true }))).toEqual({ kind: "none" });
  expect(readKey(idle, stroke("?", { typing: true }))).toEqual({ kind: "none" });
  expect(readKey(idle, stroke("k", { typing: true, mod: true }))).toEqual({ kind: "palette" });
});

test("no two screens share a key", () => {
  expect(new Set(places.map((place) => place.key)).size).toBe(places.length);
});

test("the root is only itself, other places hold what is under them", () => {
  expect(isHere("/", "/people")).toBe(false);
  expect(isHere("/people", "/people/ada")).toBe(true);
  expect(isHere("/keys", "/keystone")).toBe(false);
});

test("a person is not led to where they may not go", () => {
  const viewer = placesFor({ register: false, activity: false, admin: false, keys: false });
  expect(viewer.map((place) => place.href)).toEqual(["/", "/calls", "/people", "/prices", "/settings"]);
  expect(readKey({ awaiting: true, places: viewer }, stroke("k"))).toEqual({ kind: "none" });
});

test("whoever may change a feature is led to its keys, admin or not", () => {
  const member = placesFor({ register: false, activity: false, admin: false, keys: true });
  expect(member.map((place) => place.href)).toEqual([
    "/",
    "/calls",
    "/people",
    "/keys",
    "/prices",
    "/settings",
  ]);
});

test("letters lead through a list; arrows only from a row, elsewhere they scroll", () => {
  expect(readKey(idle, stroke("j"))).toEqual({ kind: "list", does: "next" });
  expect(readKey(idle, stroke("k"))).toEqual({ kind: "list", does: "previous" });
  expect(readKey(idle, stroke("f"))).toEqual({ kind: "list", does: "filters" });
  expect(readKey(idle, stroke("ArrowDown"))).toEqual({ kind: "none" });
  expect(readKey(idle, stroke("ArrowDown", { onRow: true }))).toEqual({ kind: "list", does: "next" });
  expect(readKey(idle, stroke("Escape", { onRow: true }))).toEqual({ kind: "list", does: "leave" });
  expect(readKey(idle, stroke("j", { typing: true }))).toEqual({ kind: "none" });
  expect(readKey({ ...idle, awaiting: true }, stroke("k"))).toEqual({ kind: "go", href: "/keys" });
});
