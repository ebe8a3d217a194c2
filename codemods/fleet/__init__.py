"""The codemods on many repositories: one run, one state, one report, patches that can be merged one by one."""
