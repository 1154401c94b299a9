#include "httphost/httphost.h"
