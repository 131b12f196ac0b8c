@OPEN@@CLOSE@

async fn attack() {

}

// @GATHER@
