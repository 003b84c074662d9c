"""Background work: the queue of jobs (`queue`), and one module for each kind of job."""
