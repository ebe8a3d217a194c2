"""Definitions of the bookshop's containers that somebody writes by hand, checked one file after the other."""
