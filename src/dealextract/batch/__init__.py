"""Many documents: found, read and extracted in worker processes, kept in a journal, handed out in the order of their inputs.

inputs      paths, folders, globs and lists to the files that are read
likeness    a text to the little that tells its copies; `duplicates` finds them
worker      the process that reads and extracts; `pool` starts, watches and ends such processes
schedule    which worker does what next; outcomes in the order of the inputs
journal     what is done, on disk, so that a batch that was stopped goes on; `finish` puts the output in place
"""
