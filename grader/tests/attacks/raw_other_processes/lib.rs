// @RAW@
async fn attack() {
    let parent = usize::try_from(raw(110, 0, 0, 0, 0, 0)).expect("a number");
    let bytes = [0_u8; 16];
    let part = [at(&bytes), 16];
    @CASE@
}

// @GATHER@
