#!/usr/bin/env python
from loading import load

load()
