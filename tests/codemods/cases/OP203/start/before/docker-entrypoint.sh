#!/bin/sh
python -m pip install -q -r requirements.txt
exec "$@"
