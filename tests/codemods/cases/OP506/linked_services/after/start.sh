#!/bin/sh
docker run -d --name shop-db mysql:8
docker run -p 80:80 \
  --link shop-db:ledger shop
