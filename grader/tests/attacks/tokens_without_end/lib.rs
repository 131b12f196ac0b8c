pub fn many() {@MORE@}

async fn attack() {

}

// @GATHER@
