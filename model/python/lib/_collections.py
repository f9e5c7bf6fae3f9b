"""_collections: what of collections the machine has, for modules that need no more.
"""
