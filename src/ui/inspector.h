// The inspector's parts that have files of their own.
#pragma once

#include "ui/column.h"

namespace chainrule::ui {

// The gate against one operand. The gate's value must be known.
void plot(Column& column, int node);

}  // namespace chainrule::ui
