"""The work on a batch from the yearly plan to the archive: its steps, what each waits for, when it is due."""
