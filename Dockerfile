# The bot in a container: Node 24, the built program, its dependencies and its signatures, and nothing else.
# The last stage contains no tests and no development dependencies (such as the npm package `node` and the demo's local
# GitHub). Build: docker build -t auth-triage .
# The base image is pinned by its digest, since a tag can be moved. Change tag and digest together, in all three stages.

FROM node:24.21.0-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY signatures signatures
COPY src src
RUN npm run build

FROM node:24.21.0-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without optional ones too: a library has TypeScript as an optional peer, and npm would keep it.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24.21.0-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 STORE_PATH=/data/auth-triage.sqlite
WORKDIR /app
COPY package.json LICENSE app.yml clients.yaml ./
COPY signatures signatures
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# The only writable folder; unused with DATABASE_URL.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/entrypoints/cli/bin.js", "serve"]
