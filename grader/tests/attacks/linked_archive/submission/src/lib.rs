#[link(name = "mine", kind = "static")]
unsafe extern "C" {}

async fn attack() {

}

// @GATHER@
