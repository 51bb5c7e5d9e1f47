"""The commands: open the workspace, ask core, render, print."""
