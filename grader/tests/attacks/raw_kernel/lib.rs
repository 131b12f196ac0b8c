// @RAW@
async fn attack() {
    let room = [0_usize; 16];
    let name = c"canary";
    @CASE@
}

// @GATHER@
