#!/usr/bin/env node
// Runs on the Node that the machine brings; the command line itself runs on the one that comes as a package.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ownNode = here(`../node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`);

if (!existsSync(ownNode)) {
  console.error(
    "The packages of Threshold are not installed. Run npm start or npm install in its folder first.",
  );
  process.exit(1);
}
const { status, error } = spawnSync(ownNode, [here("main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
if (error) console.error(`${ownNode} does not run: ${error.message}`);
process.exit(status ?? 1);
