"""The pages of an invigilator: the rooms of their duty, the console of a room, its record."""
