"""Is the collaboration itself well?"""
