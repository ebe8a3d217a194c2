# guests() was called here
