#!/bin/sh
export FLASK_ENV=development
. venv/bin/activate
flask run
