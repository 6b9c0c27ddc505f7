"""What all pages share: language, access, components, styles."""
