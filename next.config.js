/** @type {import("next").NextConfig} */
const config = {
  // The data layer uses native modules and a shared pool; bundling them would make copies.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "@prisma/client", "@prisma/adapter-pg", "pino"],
  poweredByHeader: false,
  reactStrictMode: true,
  // npm test checks types before it builds; checking them twice only makes the first start slower.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: { authInterrupts: true },
};
export default config;
