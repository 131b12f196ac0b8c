// @RAW@
async fn attack() {
    let room = [0_usize; 16];
    @CASE@
}

// @GATHER@
