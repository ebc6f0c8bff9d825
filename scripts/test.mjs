import { runOnOwnNode } from "./own-node.mjs";

await runOnOwnNode("run-suites.ts");
