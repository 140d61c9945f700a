"""What the finished site must reach, measured in a real browser and by the judges that others use."""
