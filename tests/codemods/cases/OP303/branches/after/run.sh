#!/bin/sh
cd /srv
exec python -u wsgi.py
