#!/bin/sh
python migrate.py
exec python jobs.py
