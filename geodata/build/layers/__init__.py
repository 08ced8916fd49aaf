"""The layers of the map: each module makes the features of one file."""
