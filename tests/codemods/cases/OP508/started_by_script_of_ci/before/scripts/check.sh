#!/bin/sh
set -e
cp .env.example .env
docker-compose up -d
pytest
