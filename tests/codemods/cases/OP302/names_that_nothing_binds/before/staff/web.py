from staff.made import *
