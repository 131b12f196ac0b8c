//! Writes a file.
@CASE@

async fn attack() {
    go();
}

// @GATHER@
