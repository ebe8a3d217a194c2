#!/usr/bin/env bash
docker run -d -e POSTGRES_PASSWORD=shop -p 5432:5432 --name shop-postgres postgres
export SHOP_DB_ENGINE=postgres
uv run manage.py migrate
uv run manage.py runserver
