#include <stdio.h>

#include "aver/aver.h"

int
main(void)
{
    puts(AVER_VERSION);
    return 0;
}
