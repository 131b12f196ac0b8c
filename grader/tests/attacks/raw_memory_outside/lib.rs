// @RAW@
async fn attack() {
    let name = c"m";
    raw(319, name.as_ptr() as usize, 0, 0, 0, 0);
}

// @GATHER@
