async fn attack() {
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    assert_eq!(read.ok(), Some(0));
}

// @GATHER@
