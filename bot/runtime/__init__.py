"""Adaptations of Rasa 3.6.21, the last of its line; each says its reason."""
