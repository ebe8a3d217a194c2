#!/bin/bash
set -e

flask db upgrade
exec gunicorn shop:app --bind "0.0.0.0:$PORT"
