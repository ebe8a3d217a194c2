#!/bin/sh
docker stack deploy --with-registry-auth \
    --compose-file docker-compose.yml books
