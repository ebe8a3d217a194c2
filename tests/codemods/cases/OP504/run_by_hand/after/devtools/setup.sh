#!/bin/sh
python devtools/register.py
