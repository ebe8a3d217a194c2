"""A file's text before it is parsed: how it is spelled, its words, which bytes are code, which Python it needs."""
