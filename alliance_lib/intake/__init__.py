"""Who is at the table, what is left unsaid, and at which level does it stick?"""
