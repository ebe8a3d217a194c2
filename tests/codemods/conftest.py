"""The cases are material for rules, never tests of their own."""

collect_ignore = ["cases"]
