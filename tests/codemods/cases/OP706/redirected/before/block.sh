#!/bin/sh
while true; do gunicorn app:app; sleep 1; done >> log/rounds.log 2>&1
