#!/bin/sh
exec ./scripts/try.sh
