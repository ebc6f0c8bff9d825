import { runOnOwnNode } from "./own-node.mjs";

await runOnOwnNode("backup/run-backup.ts");
