#!/bin/sh
gunicorn app:app
echo stopped
