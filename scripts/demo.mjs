import { runOnOwnNode } from "./own-node.mjs";

await runOnOwnNode("demo/run.ts");
