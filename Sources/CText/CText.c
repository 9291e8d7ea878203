// The functions are all in the header: they are inlined.
#include "CText.h"
