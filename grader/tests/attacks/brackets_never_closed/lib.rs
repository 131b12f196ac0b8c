pub fn deep() { @OPEN@

async fn attack() {

}

// @GATHER@
