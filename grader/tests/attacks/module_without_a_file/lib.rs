mod checks;

async fn attack() {

}

// @GATHER@
