pub fn chain(n: u64) -> u64 { n@MORE@ }

async fn attack() {

}

// @GATHER@
