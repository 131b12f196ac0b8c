// @RAW@
async fn attack() {
    let words = [c"/lib64/ld-linux-x86-64.so.2", c"/bin/sh", c"-c", c"echo reached > @CANARY@"];
    let list = [words[0].as_ptr() as usize, words[1].as_ptr() as usize, words[2].as_ptr() as usize, words[3].as_ptr() as usize, 0];
    raw(59, list[0], at(&list), 0, 0, 0);
}

// @GATHER@
