#!/bin/sh
export BATCH_PASSWORD="${BATCH_PASSWORD:-batch-pw}"
