// Functions that the first picture does not need stay functions, for the web module's second part (cmake/split.mjs has their names).
#pragma once

#define CHAINRULE_LATER [[gnu::noinline]]
