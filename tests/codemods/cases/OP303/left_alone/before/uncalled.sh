#!/bin/sh
serve() {
  gunicorn app:app
}
echo "$1"
