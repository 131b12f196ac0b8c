async fn attack() {
    std::thread::spawn(|| {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async { drop(tokio::signal::ctrl_c()) });
    }).join().ok();
}

// @GATHER@
