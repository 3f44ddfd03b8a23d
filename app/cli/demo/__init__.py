"""The main job as its users do it: everything over HTTP, nothing of the service imported but its files' shapes."""
