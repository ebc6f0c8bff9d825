// Pages get their content security policy from proxy.ts; what follows holds for every answer.
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  // The data layer uses native modules and a shared pool; bundling them would make copies.
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "pg-boss",
    "@prisma/client",
    "@prisma/adapter-pg",
    "pino",
  ],
  poweredByHeader: false,
  // Metadata come with their page for everybody: streamed after it, a page lost its title when one went back in the explorer.
  htmlLimitedBots: /.*/,
  // Tests build beside a running server instead of under it.
  distDir: process.env.THRESHOLD_BUILD_DIR || ".next",
  // Browsers ask for it where a page names no icon of its own, as a not-found page does.
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: false }],
  headers: async () => [
    { source: "/:path*", headers },
    // A badge is made to stand on pages of elsewhere.
    { source: "/badge/:path*", headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }] },
  ],
  reactStrictMode: true,
  // npm test checks types before it builds; checking them twice only makes the first start slower.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: { authInterrupts: true },
};
export default config;
