"""What each kind of fact says, a module for each stage."""
