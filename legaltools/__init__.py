"""What licences say and ask, without Django: only the standard library and the data files beside this one."""
