"""From a state to requests to merge: files, branches, bundles, and the two forges."""
