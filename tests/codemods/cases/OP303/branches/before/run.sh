#!/bin/sh
cd /srv
python -u wsgi.py
