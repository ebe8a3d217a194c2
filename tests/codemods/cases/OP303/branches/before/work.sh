#!/bin/sh
su-exec app python3 worker.py --queue mail
