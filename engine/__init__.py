"""The validated core: contract, models, inference, audit, accounts. No Qt and no learning."""
