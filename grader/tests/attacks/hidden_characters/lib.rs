async fn attack() {
    let level = "user@CASE@";
    assert_eq!(level.len(), 999);
}

// @GATHER@
