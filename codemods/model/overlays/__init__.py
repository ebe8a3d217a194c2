"""What else may give a value that the code writes: files of the installation, loaders, other code that sets it later.

A value that something is loaded over is a default, and who relies on the other source has no variable of that name:
so nothing may insist on one. Every rule that makes a setting required is asked here, by the contract too.
"""
