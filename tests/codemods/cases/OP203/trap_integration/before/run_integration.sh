#!/bin/sh
pip install -r requirements.txt
exec gunicorn shop:app
