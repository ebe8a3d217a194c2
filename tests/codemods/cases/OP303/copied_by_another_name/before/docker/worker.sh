#!/bin/sh
python migrate.py
python jobs.py
