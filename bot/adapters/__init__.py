"""What implements the ports and is no read of Azure."""
