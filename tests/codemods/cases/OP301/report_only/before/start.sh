#!/bin/sh
export FLASK_APP=app
exec flask run --host=0.0.0.0
