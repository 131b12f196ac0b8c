pub fn @NAME@() {}

async fn attack() {

}

// @GATHER@
