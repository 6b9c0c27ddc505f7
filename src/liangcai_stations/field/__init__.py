"""Engine field: devices of a small plant on real protocols, a gateway, a broker and a platform; a pack is data."""
