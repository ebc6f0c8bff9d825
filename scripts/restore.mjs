import { runOnOwnNode } from "./own-node.mjs";

await runOnOwnNode("backup/run-restore.ts");
