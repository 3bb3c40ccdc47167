# One image for every role of the server; the command says which:
#   node apps/server/dist/api.js | worker.js | link.js | found.js     node packages/tooling/dist/migrate.js
# Build from the repository's root: docker build -f infra/server.Dockerfile -t maestro/server .
FROM node:24-bookworm-slim AS build
WORKDIR /source
COPY . .
ENV TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npx turbo run build --filter=@maestro/server --filter=@maestro/tooling
RUN node infra/layout.mjs server /image

FROM node:24-bookworm-slim
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps \
    MAESTRO_HOST=0.0.0.0 MAESTRO_MQTT_HOST=0.0.0.0 MAESTRO_DATA=/data
WORKDIR /maestro
COPY --from=build /image .
RUN install -d -o node -g node /data
USER node
# api, link, worker, MQTT over TCP
EXPOSE 8300 8302 8303 1883
CMD ["node", "apps/server/dist/api.js"]
