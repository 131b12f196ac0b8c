@CASE@

async fn attack() {
    go().await;
}

// @GATHER@
