pub fn deep() -> bool { @SIGNS@true }

async fn attack() {

}

// @GATHER@
