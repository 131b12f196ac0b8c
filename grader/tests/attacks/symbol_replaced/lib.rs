@CASE@

async fn attack() {

}

// @GATHER@
