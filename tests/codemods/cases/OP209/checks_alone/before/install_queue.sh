#!/bin/sh
pip install -r requirements-queue.txt
