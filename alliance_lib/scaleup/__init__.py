"""What could it become, how sure are we, and how do we phase it?"""
