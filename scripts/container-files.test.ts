import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "./install.mjs";

const read = (file: string) => readFileSync(join(root, file), "utf8");
const dockerfile = read("Dockerfile");
const compose = parse(read("compose.yaml"));

test("the image is made of files and commands that exist, and runs without rights", () => {
  const copied = /^COPY (package\.json .*) \.\/$/m.exec(dockerfile)?.[1]?.split(" ") ?? [];
  expect(copied.length).toBe(3);
  for (const file of copied) expect(existsSync(join(root, file)), file).toBe(true);
  const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
  for (const [, name] of dockerfile.matchAll(/npm run ([a-z]+)/g)) expect(scripts).toContain(name);
  const started: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? "[]");
  expect(existsSync(join(root, started.at(-1) ?? ""))).toBe(true);
  expect(dockerfile.lastIndexOf("USER threshold")).toBeGreaterThan(dockerfile.lastIndexOf("RUN "));
});

test("nothing that is secret or huge gets into the image", () => {
  const left = read(".dockerignore").split("\n");
  for (const path of [".git", "node_modules", ".threshold", ".threshold-demo", "**/.env*", "*.tgz"])
    expect(left).toContain(path);
});

test("the compose file sets what Threshold reads, has no password, and lets it write to its volumes alone", () => {
  const { app, database } = compose.services;
  const known = read("docs/configuration.md");
  for (const name of Object.keys(app.environment)) expect(known, name).toContain(`\`${name}\``);
  for (const { POSTGRES_PASSWORD, DATABASE_URL } of [app.environment, database.environment])
    expect(POSTGRES_PASSWORD ?? DATABASE_URL).toContain("${POSTGRES_PASSWORD:?");
  expect(app).toMatchObject({ read_only: true, cap_drop: ["ALL"], init: true });
  expect(app.volumes.map((volume: string) => volume.split(":")[1])).toEqual(["/data", "/backups"]);
  const [, places = ""] = /^VOLUME (.*)$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(places)).toEqual(["/data", "/backups"]);
  expect(app.depends_on.database.condition).toBe("service_healthy");
  // It drains for up to 15 seconds twice before it is ended.
  expect(Number.parseInt(app.stop_grace_period, 10)).toBeGreaterThan(30);
});
