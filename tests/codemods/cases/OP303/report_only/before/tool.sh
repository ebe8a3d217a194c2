#!/bin/sh
python fill.py
