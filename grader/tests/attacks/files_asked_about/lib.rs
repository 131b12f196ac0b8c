use std::path::Path;
async fn attack() {
    @CASE@
}

// @GATHER@
