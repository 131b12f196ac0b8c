//! @MORE@
