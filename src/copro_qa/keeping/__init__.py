"""What people leave with the service: answers that they share, and what they say of answers."""
