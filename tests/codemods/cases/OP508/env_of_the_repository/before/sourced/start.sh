#!/bin/sh
. ./.env
exec python app.py
