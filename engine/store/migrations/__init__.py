"""The store's migrations, run by ``engine.store.revisions`` and never from a command line."""
