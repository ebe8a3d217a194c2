"""A running shop that is broken at 3 a.m., and somebody on call who finds out in which layer, and mends it."""
