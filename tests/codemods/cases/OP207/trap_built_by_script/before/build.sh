#!/bin/sh
set -e
docker build -f docker/base.Dockerfile -t shop/base:latest .
docker build --tag=$REGISTRY/worker-base:$TAG worker
