#!/bin/bash
case "$1" in
  web) gunicorn app:app ;&
  *) echo stopped ;;
esac
