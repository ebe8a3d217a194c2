#!/bin/sh
python worker.py &
tail -F /var/log/shop/worker.log
