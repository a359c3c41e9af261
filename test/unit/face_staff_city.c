/* The deeds' small city, for the tests of this floor. */
#include "matter_city.c"
