#!/bin/sh
exec su-exec app python3 worker.py --queue mail
