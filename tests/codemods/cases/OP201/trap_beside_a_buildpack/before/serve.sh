#!/bin/bash
exec gunicorn "stock:app" -b "0.0.0.0:$PORT"
