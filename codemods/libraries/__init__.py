"""What libraries and programs do, as tables: a file a subject, a row a library. Code that asks has no names of its own.

Rows follow the documentation of what they name; how a table is searched stays with who asks.

drivers         drivers of databases: their calls, when these connect, what they are installed as
connections     calls and URIs that connect to any other service, and to buckets; calls that take a secret
servers         programs that serve: their commands, what they are installed as
server_options  what servers are told by options, by their settings, and by calls in code
sqlalchemy      engines, sessions, what on them reads and writes
frameworks      what Flask and the others run and when; beside it, what parses a command line
files           what reads, writes, asks for and moves files, and makes paths
loggers         loggers and handlers
slow_calls      what downloads, and what loads models and data
standard        what Python's own library does with the environment, processes, time and values
distributions   what an import is installed by, what that brings along and needs
settings        what reads settings: from the environment, by classes, from files
caches          caches, sessions, limiters, schedulers: which of them live in one process
clients         clients of HTTP, and what else leaves the process
workers         programs that take work from a queue, and the calls of their libraries
programs        what runs other programs: wrappers, inits, shells, platforms; pip and what installs like it
"""
