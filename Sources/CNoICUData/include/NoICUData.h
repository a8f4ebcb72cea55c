// Nothing to include: the target only puts a symbol in the way of the linker.
