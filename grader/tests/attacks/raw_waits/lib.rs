// @RAW@
async fn attack() {
    @CASE@
}

// @GATHER@
