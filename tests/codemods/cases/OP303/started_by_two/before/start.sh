#!/bin/sh
./both.sh
