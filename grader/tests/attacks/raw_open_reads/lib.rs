// @RAW@
async fn attack() {
    let path = c"@SECRET@";
    let text = [0_u8; 64];
    let file = raw(2, path.as_ptr() as usize, 0, 0, 0, 0);
    if let Ok(file) = usize::try_from(file) {
        raw(0, file, at(&text), 64, 0, 0);
        println!("{}", String::from_utf8_lossy(&std::hint::black_box(text)));
    }
}

// @GATHER@
