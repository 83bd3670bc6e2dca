"""How something that is looked for is held against what people, organizations, roles and the like are called."""
