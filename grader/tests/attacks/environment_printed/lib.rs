async fn attack() {
    println!("{:?} {:?}", std::env::vars_os().collect::<Vec<_>>(), std::env::args_os().collect::<Vec<_>>());
    println!("{:?}", std::env::temp_dir());
}

// @GATHER@
