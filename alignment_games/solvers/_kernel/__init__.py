"""The search of supports as compiled code: one game or many, games without ties and supports without doubt."""
