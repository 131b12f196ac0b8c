async fn attack() {
    @CASE@
}

// @GATHER@
