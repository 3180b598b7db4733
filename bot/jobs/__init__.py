"""What runs by the clock: reading pages, planning what is said, delivering it, deleting what has had its time."""
