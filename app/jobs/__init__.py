"""Work off the GUI thread: started, watched, cancelled."""
