"""Rooms, seats, invigilators and panels for one sitting, by the ratios of the standard."""
