# The console. It knows no database and no keys; the browser talks to the API at the public origin.
# Build from the repository's root: docker build -f infra/console.Dockerfile -t maestro/console .
FROM node:24-bookworm-slim AS build
WORKDIR /source
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npx turbo run build --filter=@maestro/console
RUN node infra/layout.mjs console /image

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=8301
WORKDIR /maestro
COPY --from=build /image .
USER node
EXPOSE 8301
CMD ["node", "apps/console/server.js"]
