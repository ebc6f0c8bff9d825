import { disconnectAfterTests, testDatabase } from "./database.ts";

process.env.NEXTAUTH_SECRET ??= "only-for-tests-0123456789abcdef";
process.env.LOG_LEVEL ??= "silent";
process.env.THRESHOLD_JOBS ??= "off";
await testDatabase();
disconnectAfterTests();
