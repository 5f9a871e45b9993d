"""Reports as one page of HTML each: no script, nothing fetched, every text escaped."""
