"""What administrators teach: tried on labelled questions, put in force, taken back."""
