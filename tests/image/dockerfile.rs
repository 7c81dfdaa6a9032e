//! Hosts without apt build the Dockerfile: it must make the very tree that the recipe makes.
