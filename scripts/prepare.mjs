import { runOnOwnNode } from "./own-node.mjs";

await runOnOwnNode("prepare.ts");
