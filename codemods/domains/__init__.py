"""The subjects that rules are about, one a folder: what holds in a service, asked of the model."""
