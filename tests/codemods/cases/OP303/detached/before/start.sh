#!/bin/sh
cd /app
gunicorn -b :8000 app:app -D
