#!/bin/bash
start() {
    step-ca "$CONFIG" --password-file="$FILE" &
    pid=$!
    echo "started $pid"
    until printf "" 2>>/dev/null >>/dev/tcp/127.0.0.1/8443; do
        sleep 1
    done
}
start
exec "$@"
