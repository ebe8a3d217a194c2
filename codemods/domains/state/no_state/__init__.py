"""Files that are no state, a reason a file: made or found by each replica for itself, or asked for by nobody else.

State is what a request, or another process, reads of what another one wrote.
"""
