# The gateway in a container. Build: docker build -t rollcall . — how to run it: docs/docker.md
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No install scripts: Node is in the image, and nothing that is kept needs one. The page is built below instead.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY schema schema
COPY scripts scripts
COPY src src
RUN node scripts/build-graphiql.ts && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/build build
COPY --from=build /app/schema schema
COPY --from=build /app/src src
# What the gateway keeps; mount a volume here.
RUN mkdir data && chown node:node data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=4", "--heap-growing-percent=100", "src/main.ts"]
CMD ["serve", "--config", "/etc/rollcall/rollcall.yaml"]
