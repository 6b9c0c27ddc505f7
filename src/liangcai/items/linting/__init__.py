"""What makes a sound question weak: rules over wording, keys and copies."""
