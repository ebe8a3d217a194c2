#!/bin/sh
FLASK_DEBUG=1
export FLASK_DEBUG
exec flask run
