"""Files of strangers parsed in a child process that has little time, little memory and nothing to take."""
