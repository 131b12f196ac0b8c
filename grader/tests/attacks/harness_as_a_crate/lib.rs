extern crate @CASE@;

async fn attack() {

}

// @GATHER@
