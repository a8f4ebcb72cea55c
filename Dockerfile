# Builds scalebridge and puts it, its C libraries and nothing else into an image: no shell, no package manager.
#
#   docker build -t scalebridge .
#   docker run --rm --read-only --network host scalebridge demo --for 10s

FROM swift:6.3.1-bookworm AS build
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends binutils ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# Dependencies change less often than sources; their layer is kept.
COPY Package.swift Package.resolved* ./
RUN swift package resolve
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product scalebridge
COPY Packaging Packaging
RUN Packaging/image-root .build/release/scalebridge /image

FROM scratch
COPY --from=build /image /
# Nothing is ever written: run it with a read-only root file system ("readonlyRootFilesystem": true).
USER 65532:65532
ENTRYPOINT ["/scalebridge"]
CMD ["run"]
