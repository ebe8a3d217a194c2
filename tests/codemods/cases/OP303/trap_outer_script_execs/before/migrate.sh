#!/bin/sh
./prepare.sh
