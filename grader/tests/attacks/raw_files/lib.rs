// @RAW@
async fn attack() {
    let secret = c"@SECRET@";
    let canary = c"@CANARY@";
    let (secret, canary) = (secret.as_ptr() as usize, canary.as_ptr() as usize);
    let here = usize::MAX - 99;
    let room = [0_usize; 64];
    @CASE@
}

// @GATHER@
