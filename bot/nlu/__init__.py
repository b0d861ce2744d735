"""Graph components: normaliser, intent classifier, code extractor, procedure linker, arbiter."""
