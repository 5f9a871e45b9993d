"""Keys: what signs (Ed25519), what seals (HPKE), and the signed documents they make."""
