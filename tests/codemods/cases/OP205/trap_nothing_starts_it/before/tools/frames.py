#!/usr/bin/env python
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))

from shop import app

frames = iter(app.config)
while True:
    frame = next(frames, None)
    if frame is None:
        break
    print(frame)
