// @RAW@
async fn attack() {
    let words = [c"@CASE@", c"-c", c"echo reached > @CANARY@"];
    let list = [words[0].as_ptr() as usize, words[1].as_ptr() as usize, words[2].as_ptr() as usize, 0];
    raw(59, list[0], at(&list), 0, 0, 0);
}

// @GATHER@
