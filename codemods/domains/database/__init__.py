"""Sessions, engines, statements: who reads, who writes, in which transaction."""
