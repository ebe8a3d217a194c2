#!/bin/sh
echo "Started. Follow it with:"
echo "  tail -f edge.log"
