import { expect, test } from "vitest";
import { isHere, places, placesFor } from "./places.ts";
import { type ShortcutScreen, shortcutCatalogue, shortcutsOf } from "./shortcut-catalogue.ts";
import { readKey } from "./shortcut-keys.ts";

const everything = { register: true, activity: true, admin: true, keys: true };
const idle = { awaiting: false, places: placesFor(everything), screens: [] };
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
  expect(viewer.map((place) => place.href)).toEqual([
    "/",
    "/calls",
    "/versions",
    "/on-call",
    "/people",
    "/prices",
    "/settings",
    "/docs",
  ]);
  expect(readKey({ ...idle, awaiting: true, places: viewer }, stroke("k"))).toEqual({ kind: "none" });
});

test("whoever may change a feature is led to its keys, admin or not", () => {
  const member = placesFor({ register: false, activity: false, admin: false, keys: true });
  expect(member.map((place) => place.href)).toEqual([
    "/",
    "/calls",
    "/versions",
    "/on-call",
    "/people",
    "/keys",
    "/prices",
    "/settings",
    "/docs",
  ]);
});

test("a key belongs to the screens that bound it, the nearest first, and never while one types", () => {
  const shown = { ...idle, screens: ["explorer", "feature"] as const };
  expect(readKey(shown, stroke("j"))).toEqual({ kind: "run", by: [{ screen: "explorer", id: "next" }] });
  expect(readKey(shown, stroke("ArrowDown"))).toEqual({
    kind: "run",
    by: [{ screen: "explorer", id: "down" }],
  });
  expect(readKey(shown, stroke("3"))).toEqual({ kind: "run", by: [{ screen: "feature", id: "tab" }] });
  expect(readKey(idle, stroke("j"))).toEqual({ kind: "none" });
  expect(readKey(shown, stroke("j", { typing: true }))).toEqual({ kind: "none" });
  expect(readKey(shown, stroke("e", { mod: true }))).toEqual({ kind: "none" });
  expect(readKey({ ...shown, awaiting: true }, stroke("k"))).toEqual({ kind: "go", href: "/keys" });
});

test("a key that two screens know is offered to the nearest first", () => {
  const keys = readKey({ ...idle, screens: ["scorecard", "explorer"] }, stroke("j"));
  expect(keys).toEqual({
    kind: "run",
    by: [
      { screen: "scorecard", id: "next" },
      { screen: "explorer", id: "next" },
    ],
  });
});

const screens = Object.keys(shortcutCatalogue) as ShortcutScreen[];
const keysOf = (screen: ShortcutScreen) =>
  shortcutsOf(screen).flatMap(([, { keys }]) => keys.map((key) => key.toLowerCase()));

test.each(screens)("on %s no key means two things, and none takes the shell's", (screen) => {
  const keys = keysOf(screen);
  expect(new Set(keys).size).toBe(keys.length);
  if (screen !== "everywhere") expect(keys.filter((key) => ["g", "?", "/"].includes(key))).toEqual([]);
});

test.each(screens.filter((screen) => screen !== "feature"))(
  "what %s takes leaves the keys of a feature alone, so that they work on each of its tabs",
  (screen) => {
    expect(keysOf(screen).filter((key) => keysOf("feature").includes(key))).toEqual([]);
  },
);
