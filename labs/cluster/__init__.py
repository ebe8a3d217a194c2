"""What a cluster has, as plain processes on the loopback interface."""
