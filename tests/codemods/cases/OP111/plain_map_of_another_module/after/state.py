import mappings

offers = mappings.mapping("offers")
