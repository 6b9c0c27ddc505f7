"""An archive of volumes as a file: written whole, read and verified file by file, opened with a pass phrase."""
