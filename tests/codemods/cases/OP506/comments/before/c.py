#!/usr/bin/env python
# -*- coding: utf-8 -*-
# Copyright 2020 Shop

# The database of the shop
DB_HOST = "localhost"
