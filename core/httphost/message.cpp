#include "httphost/message.h"
