"""The room on the disk that holds an installation, and the part of it that is kept for answers."""
