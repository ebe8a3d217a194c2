#!/usr/bin/env python
# -*- coding: utf-8 -*-
# Copyright 2020 Shop

import os

# The database of the shop
DB_HOST = os.environ.get("DB_HOST", "localhost")
