#!/bin/sh
python wsgi.py
