#!/bin/sh
set -e

lint() {
    flake8 shop
}

case "$1" in
--lint) lint ;;
esac
