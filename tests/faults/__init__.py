"""Parts fail, processes are killed: what was promised holds, and all goes on without a restart."""
