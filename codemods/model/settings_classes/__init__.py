"""Classes of settings: who names them, and whether production takes one that is for developers."""
