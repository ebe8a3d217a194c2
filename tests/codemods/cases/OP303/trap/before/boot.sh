#!/bin/sh
trap cleanup EXIT
gunicorn app:app
