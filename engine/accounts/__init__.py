"""People: roles and what they permit, the site's trust in their keys, sign-in and accounts."""
