import { backUp } from "./back-up.ts";
import { clearLine, counted, progressLine, runWithFile } from "./command.ts";

const usage = `npm run backup -- <file>

Writes everything that this installation has stored, and the secret that signs its sessions, into a new file, while it
serves or while it is stopped. THRESHOLD_DATA_DIR or DATABASE_URL say which installation, as for npm start.`;

process.exit(
  await runWithFile(usage, async (settings, path) => {
    const started = performance.now();
    const { tables, rows, bytes } = await backUp(settings, path, progressLine("Reading"));
    clearLine();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    return `${path}: ${counted(rows)} rows of ${tables} tables, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds} s. It holds personal data and a secret: keep it as you keep the installation.`;
  }),
);
