/* Functions nobody may call: each has a safe sibling in base/. Force-included
 * by the Makefile after the system headers of each file would be too late, so
 * base/str.h includes it last; a call is a compile error. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H
/* macros where the C library fortifies them */
#undef alloca
#undef sprintf
#undef vsprintf
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets atoi atol atof strncpy strncat rand srand popen gmtime localtime ctime asctime alloca
#endif
