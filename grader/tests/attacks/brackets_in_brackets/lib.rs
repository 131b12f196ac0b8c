pub fn deep() -> u8 { @OPEN@1@CLOSE@ }

async fn attack() {

}

// @GATHER@
