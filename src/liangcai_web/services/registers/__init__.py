"""Places and people of an organisation: rooms, equipment, staff, their ties."""
