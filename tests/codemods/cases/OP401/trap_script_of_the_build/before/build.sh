#!/bin/sh
set -e
pip install -r requirements.txt
python create_tables.py
