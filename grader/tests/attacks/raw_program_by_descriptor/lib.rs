// @RAW@
async fn attack() {
    let path = c"";
    raw(322, 0, path.as_ptr() as usize, 0, 0, 0x1000);
}

// @GATHER@
