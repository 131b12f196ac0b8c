async fn attack() {

}

// @GATHER@
@LINES@