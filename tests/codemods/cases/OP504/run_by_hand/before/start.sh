#!/bin/sh
python release.py
exec gunicorn app:app
