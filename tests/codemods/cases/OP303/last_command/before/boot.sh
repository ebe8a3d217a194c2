#!/bin/sh
flask db upgrade
gunicorn -b :5000 app:app
