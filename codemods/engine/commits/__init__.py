"""`apply --commit`: a commit a rule, each of which compiles."""
