# One binary: it needs the C library and nothing else, certificate authorities included.
FROM rust:1.95-bookworm AS builder
WORKDIR /src
COPY . .
RUN cargo build --locked --profile dist --package frontdesk-server --bin frontdesk

FROM debian:bookworm-slim AS runtime
RUN useradd --system --uid 10001 --home-dir /data --create-home frontdesk
COPY --from=builder /src/target/dist/frontdesk /usr/local/bin/frontdesk
USER 10001
WORKDIR /data
VOLUME ["/data"]
ENV FRONTDESK__SERVER__LISTEN=0.0.0.0:8080 \
    FRONTDESK__LOG__FORMAT=json
EXPOSE 8080
# The image holds no curl; bash can open a socket by itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
ENTRYPOINT ["frontdesk"]
CMD ["serve"]
