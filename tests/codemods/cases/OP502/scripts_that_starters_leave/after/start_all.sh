#!/bin/sh
# maps.py was the first of them
./server.py &
screen -dmS feeds bash -c "$PYTHON ./feeds.py; read x"
screen -dmS dispatcher bash -c "$PYTHON ./dispatcher.py; read x"
