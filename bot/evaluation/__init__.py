"""Judge the assistant by labelled questions and scripted conversations (docs/evaluation.md)."""
