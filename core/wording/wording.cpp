#include "wording/wording.h"
