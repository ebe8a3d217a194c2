#!/bin/sh
ticker() {
    sleep 5
    "$@"
}
sleep 1
ticker make
