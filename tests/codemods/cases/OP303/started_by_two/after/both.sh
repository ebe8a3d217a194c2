#!/bin/sh
./api.sh &
./jobs.sh &
while true; do sleep 10; done
