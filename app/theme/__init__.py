"""How the window looks: colours, sizes, type and icons, each in one place."""
