"""Which modules production serves, and which starts in the code are the developers' own."""
