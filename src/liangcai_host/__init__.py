"""The shared effects: journal, typesetting, keys, clock. Nothing else touches the world."""
