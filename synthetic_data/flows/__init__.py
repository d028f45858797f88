"""The region's hidden monthly flows over some years, with the facts planted in them, for strategic work."""
