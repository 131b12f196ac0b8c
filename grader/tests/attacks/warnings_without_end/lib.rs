pub fn warnings() { @WARNINGS@ } /* @LONG@ */

async fn attack() {

}

// @GATHER@
