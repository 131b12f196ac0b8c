// @RAW@
async fn attack() {
    let path = c"@CANARY@";
    @CASE@
}

// @GATHER@
