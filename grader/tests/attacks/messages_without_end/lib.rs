pub fn errors() { @ERRORS@ } /* @LONG@ */

async fn attack() {

}

// @GATHER@
