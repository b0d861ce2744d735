"""The commands of `motcua`, a module per subject."""
