"""What several processes must agree on: whose turn it is, how much a client asked for, who polls."""
