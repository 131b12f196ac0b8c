// @RAW@
async fn attack() {
    let name = c"worker";
    assert_eq!(raw(157, 15, name.as_ptr() as usize, 0, 0, 0), 0);
    let named = std::thread::Builder::new().name("another".to_owned()).spawn(|| 7);
    assert_eq!(named.expect("a thread").join().ok(), Some(7));
}

// @GATHER@
