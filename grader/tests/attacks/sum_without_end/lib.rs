pub fn sum() -> u64 { 0@MORE@ }

async fn attack() {

}

// @GATHER@
