import { expect, test } from "vitest";
import { Problem } from "./problem.ts";
import { readSettings } from "./settings.ts";

test("an empty environment gives the defaults of the contract", () => {
  expect(readSettings({}, "/srv/threshold")).toEqual({
    host: "127.0.0.1",
    port: 3000,
    url: "http://localhost:3000",
    dataDir: "/srv/threshold/.threshold",
    databaseUrl: undefined,
    buildDir: ".next",
  });
});

test("the public address follows the port unless it is given, and loses its last slash", () => {
  expect(readSettings({ PORT: "8080" }, "/").url).toBe("http://localhost:8080");
  expect(readSettings({ THRESHOLD_URL: "https://t.example.com/" }, "/").url).toBe("https://t.example.com");
});

test.each([
  { PORT: "http" },
  { PORT: "0" },
  { PORT: "70000" },
  { THRESHOLD_URL: "t.example.com" },
  { DATABASE_URL: "mysql://a:secret@b/c" },
])("%o is refused in one line that names the variable", (env) => {
  const [name = ""] = Object.keys(env);
  const attempt = () => readSettings(env, "/");
  expect(attempt).toThrow(Problem);
  expect(attempt).toThrow(new RegExp(`^${name} is [^\n]*$`));
  expect(attempt).not.toThrow(/secret/);
});
