"""The ways in: receive, reply, send; nothing else."""
