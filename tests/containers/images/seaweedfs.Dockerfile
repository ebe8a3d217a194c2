# Stands in for the project's own image: the same program, and a wget as Alpine has it.
FROM python:3.13-slim
COPY weed /usr/bin/weed
COPY --chmod=755 wget /usr/bin/wget
VOLUME /data
WORKDIR /data
ENTRYPOINT []
CMD ["weed"]
