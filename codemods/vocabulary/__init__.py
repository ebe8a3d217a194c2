"""The words that all the house shares: a finding, a rule, the eight anti-patterns."""
