#!/bin/sh
export SECRET_KEY="$JWT_SECRET"
exec python main.py
