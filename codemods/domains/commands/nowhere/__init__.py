"""What no process of the service comes to: modules that nothing imports, and those that only such modules import."""
