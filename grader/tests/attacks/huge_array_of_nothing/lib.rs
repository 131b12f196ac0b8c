async fn attack() {
    let nothing = [(); usize::MAX];
    assert_eq!(nothing.len(), usize::MAX);
}

// @GATHER@
