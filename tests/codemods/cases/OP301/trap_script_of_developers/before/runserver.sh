#!/bin/sh
export FLASK_ENV=development
export FLASK_RUN_PORT=5001
exec flask run
