"""Engine record: forms, an interview, an archive, lists to import and a small store, all of it data of a pack."""
