"""Which servers a service has by what it installs, and where it would name one."""
