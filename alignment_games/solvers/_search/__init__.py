"""What `SupportEnumeration` is made of: supports, cells, certified roots, continua."""
