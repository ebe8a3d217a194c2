#!/bin/sh
python silo.py &
wait
